using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Server.Features.Assess;
using Fengsui.Server.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>What is wrong with a field of an act, and where it stands on the page.</summary>
/// <param name="Anchor">The address of the input.</param>
/// <param name="Field">What the field is called.</param>
/// <param name="Error">What is wrong, and what would be right.</param>
public sealed record ActError(string Anchor, Text Field, FieldError Error);

/// <summary>
/// What a person typed into the form of an act: kept as it was typed, and brought to the same JSON that a program sends, so that one reader and one
/// decision stand behind both.
/// </summary>
public sealed class ActInput
{
    private const char ClassSeparator = '/';

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyDictionary<string, StringValues> _typed;
    private readonly List<ActError> _errors = [];
    private readonly Vocabulary _vocabulary;
    private readonly IncidentState? _state;

    /// <param name="act">The name of the act.</param>
    /// <param name="typed">What was typed, by the names of the fields.</param>
    /// <param name="library">The law.</param>
    /// <param name="state">The incident, or null before it is opened.</param>
    /// <param name="now">Now: what a moment becomes whose “now” button was pressed.</param>
    public ActInput(string act, IReadOnlyDictionary<string, StringValues> typed, Library library, IncidentState? state, Instant now)
    {
        (Act, _vocabulary, _state) = (act, library.Vocabulary, state);
        _typed = FromDesk(Pressed(typed, now));
        Sheet = FactSheet.FromForm(new FormCollection(new Dictionary<string, StringValues>(_typed)), _vocabulary, now);
    }

    /// <summary>The name of the act.</summary>
    public string Act { get; }

    /// <summary>The facts and times among what was typed.</summary>
    public FactSheet Sheet { get; }

    /// <summary>What is wrong, in the order of the form.</summary>
    public IReadOnlyList<ActError> Errors => _errors;

    /// <summary>What was typed, for whoever keeps it.</summary>
    public IReadOnlyDictionary<string, StringValues> Typed => _typed;

    /// <summary>What was typed into a field.</summary>
    public string One(string name) => _typed.GetValueOrDefault(name).FirstOrDefault()?.Trim() ?? "";

    /// <summary>What was ticked of a field.</summary>
    public IEnumerable<string> Many(string name) => _typed.GetValueOrDefault(name).OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0);

    /// <summary>What is wrong with a field, or null.</summary>
    public FieldError? ErrorOf(ActField field) => _errors.Find(e => e.Anchor == field.Id)?.Error;

    /// <summary>Says that a field is wrong.</summary>
    public void Blame(string anchor, Text field, FieldError error) => _errors.Add(new(anchor, field, error));

    /// <summary>Puts what a decision found wrong at its field; false when the form shows no such field.</summary>
    /// <param name="path">The name of the field, with an index or a key after it.</param>
    /// <param name="wrong">What is wrong.</param>
    /// <param name="remedy">What would be right.</param>
    public bool BlameField(string path, Text wrong, Text remedy)
    {
        var error = new FieldError(wrong, ForPeople(path, remedy));
        if (path.StartsWith("facts.", StringComparison.Ordinal) && _vocabulary.Fact(path[6..]) is { } fact)
            Blame(FieldId.First(fact), fact.Ask, error);
        else if (path.StartsWith("times.", StringComparison.Ordinal) && _vocabulary.Anchor(path[6..]) is { } anchor)
            Blame($"at-{anchor.Id}", anchor.Name, error);
        else if (FieldOf(path.Split('.', '[')[0]) is { } field)
            Blame(field.Id, field.Label, error);
        else
            return false;
        return true;
    }

    /// <summary>What programs are told to send, a person is told to fill in or to choose.</summary>
    private Text ForPeople(string path, Text remedy)
    {
        if (FieldOf(path) is not { } field || !remedy.Zh.Contains(path, StringComparison.Ordinal))
            return remedy;
        return field.Kind switch
        {
            FieldKind.Facts or FieldKind.Times => IncidentWords.FillAtLeastOne,
            FieldKind.Pick or FieldKind.Choice or FieldKind.LevelWord or FieldKind.YesNo or FieldKind.Classes or FieldKind.MeasureOfPlan =>
                IncidentWords.PickOne,
            _ => IncidentWords.FillItIn(field.Label),
        };
    }

    private ActField? FieldOf(string name) => ActForms.Of(Act).Concat(ActForms.Common).FirstOrDefault(f => f.Covers.Contains(name));

    /// <summary>The act as a program would send it; null when a field cannot be read.</summary>
    public byte[]? ToJson()
    {
        var json = new JsonObject();
        foreach (var field in ActForms.Of(Act).Concat(ActForms.Common))
            Put(json, field);
        return _errors.Count == 0 ? Encoding.UTF8.GetBytes(json.ToJsonString(Relaxed)) : null;
    }

    private void Put(JsonObject json, ActField field)
    {
        switch (field.Kind)
        {
            case FieldKind.Facts:
                PutFacts(json);
                break;
            case FieldKind.Times:
                PutTimes(json);
                break;
            case FieldKind.MeasureOfPlan:
                PutMeasure(json, field);
                break;
            case FieldKind.Classes:
                json[field.Name] = new JsonArray([.. Many(field.Name).Select(c => (JsonNode)c)]);
                break;
            case FieldKind.Lines:
                if (One(field.Name).Length > 0)
                    json[field.Name] = new JsonArray([.. LinesOf(field).Select(l => (JsonNode)l)]);
                break;
            case FieldKind.IndicatorLines:
                json[field.Name] = new JsonArray([.. LinesOf(field).Select(Indicator)]);
                break;
            default:
                PutOne(json, field);
                break;
        }
    }

    private void PutOne(JsonObject json, ActField field)
    {
        var written = Written(field);
        if (written.Length == 0)
            return;
        json[field.Name] = field.Kind switch
        {
            FieldKind.Moment => Moment(field, written),
            FieldKind.YesNo or FieldKind.Tick => written == "true",
            FieldKind.Pick { From: PickFrom.Report or PickFrom.Awaiting } => Number(field, written),
            _ => written,
        };
    }

    /// <summary>A word that stands in no list may be typed beside it; it goes first.</summary>
    private string Written(ActField field) =>
        field.Kind is FieldKind.Choice { OrOther: true } && One(field.Name + ".other") is { Length: > 0 } other ? other : One(field.Name);

    private string? Moment(ActField field, string written)
    {
        if (Lenient.TryInstant(written, out var instant))
            return instant.ToString();
        Blame(field.Id, field.Label, new(Ui.Words.NotAMoment, Ui.Words.NotAMomentRemedy));
        return null;
    }

    private JsonNode? Number(ActField field, string written)
    {
        if (int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Blame(field.Id, field.Label, new(IncidentWords.NotANumber, IncidentWords.PickOne));
        return null;
    }

    private IEnumerable<string> LinesOf(ActField field) =>
        One(field.Name).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static JsonObject Indicator(string line)
    {
        var parts = line.Split([' ', '\t', '\u3000'], 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var indicator = new JsonObject { ["type"] = parts[0], ["value"] = parts.Length > 1 ? parts[1] : "" };
        if (parts.Length > 2)
            indicator["note"] = parts[2];
        return indicator;
    }

    private void PutMeasure(JsonObject json, ActField field)
    {
        var written = One(field.Name);
        var slash = written.IndexOf(ClassSeparator, StringComparison.Ordinal);
        if (slash > 0)
            (json["pack"], json[field.Name]) = (written[..slash], written[(slash + 1)..]);
        else
            Blame(field.Id, field.Label, new(IncidentWords.Missing, IncidentWords.PickOne));
    }

    private void PutTimes(JsonObject json)
    {
        var times = new JsonObject();
        foreach (var entry in Sheet.Instants)
        {
            if (entry.Error is { } error)
                Blame($"at-{entry.Anchor.Id}", entry.Anchor.Name, error);
            // A time on record is shown, not stated again; it is corrected with an act of its own.
            else if (entry.Value is { } at && _state?.Times.ContainsKey(entry.Anchor.Id) != true)
                times[entry.Anchor.Id] = at.ToString();
        }

        if (times.Count > 0)
            json["times"] = times;
    }

    private void PutFacts(JsonObject json)
    {
        var facts = new JsonObject();
        var only = One("only");
        foreach (var entry in Sheet.Facts)
        {
            if (entry.Error is { } error)
                Blame(FieldId.First(entry.Fact), entry.Fact.Ask, error);
            else if (Said(entry, only == entry.Fact.Id) is { } said)
                facts[entry.Fact.Id] = said;
        }

        if (facts.Count > 0)
            json["facts"] = facts;
    }

    /// <summary>
    /// What is asserted of a fact: what differs from the record, and in a form for one fact that one in any case. A field emptied by hand becomes
    /// 尚不明确.
    /// </summary>
    private string? Said(FactEntry entry, bool inAnyCase)
    {
        var known = _state?.Facts.GetValueOrDefault(entry.Fact.Id)?.Value;
        var shown = inAnyCase || One("shown").Split(' ').Contains(entry.Fact.Id);
        var said = entry.Stated ? Written(entry) : shown && (known is not null || inAnyCase) ? FactWords.Unknown : null;
        return said is null || !inAnyCase && (said == known || SaysTheSame(entry, known)) ? null : said;
    }

    /// <summary>The same value in other words, such as a set in another order, is nothing new.</summary>
    private static bool SaysTheSame(FactEntry entry, string? known) => known is not null && entry.Stated && entry.Fact.Type != FactType.Text
        && Assessing.TryRead(entry.Fact, known, out var value, out _) && value == entry.Value;

    private static string Written(FactEntry entry) => entry.Fact.Type == FactType.Quantity
        ? Lenient.Quantity(entry.Written[0])
        : string.Join(Assessing.Between, entry.Written);

    /// <summary>The desk calls the title by another name.</summary>
    private static Dictionary<string, StringValues> FromDesk(Dictionary<string, StringValues> typed)
    {
        if (!typed.ContainsKey("title") && typed.TryGetValue("incident", out var title))
            typed["title"] = title;
        return typed;
    }

    private static Dictionary<string, StringValues> Pressed(IReadOnlyDictionary<string, StringValues> typed, Instant now)
    {
        var kept = typed.ToDictionary(t => t.Key, t => t.Value);
        if (kept.GetValueOrDefault("now").FirstOrDefault() is ActForms.DoneAt or "to" or "due")
            kept[kept["now"].ToString()] = Lenient.Local(now);
        return kept;
    }
}
