using System.Text.Json.Serialization;
using Fengsui.Law.Packs;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Writes into fields of a paper. The texts replace those of before; an empty one lets the record fill the field again.</summary>
public sealed record WritePaper : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "write-paper";

    /// <summary>The pack of the form.</summary>
    public string? Pack { get; init; }

    /// <summary>The form.</summary>
    public string? Form { get; init; }

    /// <summary>The texts by field.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(NeedId("pack", Pack), NeedId("form", Form)) is { } refusal)
            return refusal;
        if (moment.Library.Find(Pack!)?.Forms.FirstOrDefault(f => f.Id == Form) is not { } form)
            return Refusal.Input("form", new($"{Pack} 没有表单 {Form}", $"{Pack} has no form {Form}"), new($"见 /law/{Pack}", $"see /law/{Pack}"));
        return PaperTexts.Wrong("fields", Fields, form) is { } wrong ? wrong : new IncidentEvent.PaperWritten(Pack!, Form!, PaperTexts.Sorted(Fields!));
    }
}

/// <summary>Texts of the fields of a form, as they come in.</summary>
internal static class PaperTexts
{
    private const int Longest = 20_000;

    public static Refusal? Wrong(string name, IReadOnlyDictionary<string, string>? texts, Form form)
    {
        if (texts is not { Count: > 0 })
            return Refusal.Input(name, new("没有写任何字段", "no field is given"), new("写作 {\"字段\": \"内容\"}", "write {\"field\": \"text\"}"));
        var known = form.Fields.Select(f => f.Id).ToHashSet();
        foreach (var (id, text) in texts.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (!known.Contains(id))
                return Refusal.Input(name, new("有这张表单没有的字段", "it has a field that the form has not"), new($"可用：{string.Join("、", known)}", $"use: {string.Join(", ", known)}"));
            if (text is null || Act.TooLong($"{name}.{id}", text, Longest) is { })
                return text is null
                    ? Refusal.Input($"{name}.{id}", new("没有填写", "it is missing"), new("写空字符串以撤回", "write an empty string to take it back"))
                    : Act.TooLong($"{name}.{id}", text, Longest);
        }

        return null;
    }

    /// <summary>In the order of their ids: the same texts give the same line of the journal.</summary>
    public static IReadOnlyDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> texts) =>
        new SortedDictionary<string, string>(texts.ToDictionary(t => t.Key, t => t.Value), StringComparer.Ordinal);
}
