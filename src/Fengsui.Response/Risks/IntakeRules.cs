using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Response.Risks;

/// <summary>What happens to the rules of intake of an organisation: a closed union.</summary>
public abstract record IntakeEvent
{
    private IntakeEvent()
    {
    }

    /// <summary>From which severity on somebody must look, and from which on somebody is woken.</summary>
    public sealed record ThresholdsSet(int NeedsFrom, int WakesFrom) : IntakeEvent;

    /// <summary>A rule of suppression was made.</summary>
    public sealed record Suppressed(Suppression Rule) : IntakeEvent;

    /// <summary>A rule was ended before its day.</summary>
    public sealed record SuppressionEnded(string Id) : IntakeEvent;
}

/// <summary>The rules of intake of an organisation: data, and everybody sees who set them.</summary>
public sealed class IntakeRules
{
    /// <summary>From which severity on somebody must look at what came in; what has none always asks for it.</summary>
    public int NeedsFrom { get; set; } = 4;

    /// <summary>From which severity on whoever is on duty is woken.</summary>
    public int WakesFrom { get; set; } = 8;

    /// <summary>The rules of suppression, also those that have ended by themselves.</summary>
    public SortedDictionary<string, Suppression> Suppressions { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Those that apply.</summary>
    public IEnumerable<Suppression> Active(Instant now) => Suppressions.Values.Where(s => now < s.Until);

    /// <summary>The rule that suppresses a report, or null.</summary>
    public Suppression? Of(RiskReport report, Instant at) => Suppressions.Values.FirstOrDefault(s => s.Applies(report, at));

    /// <summary>Whether somebody must look at a report, and whether somebody is woken for it.</summary>
    public (bool Needs, bool Wakes) Weigh(RiskReport report, Instant at)
    {
        if (Of(report, at) is not null || report.Kind == "unread")
            return (false, false);
        // A log line as such is no finding: without a severity of weight it is kept and counted.
        return (report.Severity is { } severity ? severity >= NeedsFrom : report.Kind != "log", report.Severity >= WakesFrom);
    }

    /// <summary>Applies what happened.</summary>
    public void Apply(IntakeEvent what)
    {
        switch (what)
        {
            case IntakeEvent.ThresholdsSet e:
                (NeedsFrom, WakesFrom) = (e.NeedsFrom, e.WakesFrom);
                break;
            case IntakeEvent.Suppressed e:
                Suppressions[e.Rule.Id] = e.Rule;
                break;
            case IntakeEvent.SuppressionEnded e:
                Suppressions.Remove(e.Id);
                break;
            default:
                throw new InvalidOperationException(what.GetType().Name);
        }
    }
}

/// <summary>The kind of matter of the rules of intake: one for each organisation.</summary>
public sealed class IntakeKind : MatterKind
{
    private const int First = 1;

    private IntakeKind()
    {
    }

    /// <summary>The only one.</summary>
    public static IntakeKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "intake";

    /// <summary>The rules of an organisation.</summary>
    public static string MatterOf(string organisation) => $"intake-{organisation}";

    /// <inheritdoc/>
    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        var state = new IntakeRules();
        foreach (var line in lines)
            state.Apply(Read(line));
        return Folded(state);
    }

    /// <summary>Rules as they are stored.</summary>
    public static Folded Folded(IntakeRules rules) =>
        new(new(JsonSerializer.Serialize(rules, RiskJson.Written.IntakeRules), "", "", 0, new Instant(0), null, Open: false, ""), []);

    /// <summary>Reads stored rules.</summary>
    public static IntakeRules ReadState(string body) => JsonSerializer.Deserialize(body, RiskJson.Written.IntakeRules)
        ?? throw new RecordException("the rules of intake are empty");

    /// <summary>Writes an event.</summary>
    public static NewEntry Write(IntakeEvent what, Instant now, string actor, string post)
    {
        var (name, body) = what switch
        {
            IntakeEvent.ThresholdsSet e => ("intake-thresholds-set", JsonSerializer.Serialize(e, RiskJson.Written.ThresholdsSet)),
            IntakeEvent.Suppressed e => ("intake-suppressed", JsonSerializer.Serialize(e, RiskJson.Written.Suppressed)),
            IntakeEvent.SuppressionEnded e => ("intake-suppression-ended", JsonSerializer.Serialize(e, RiskJson.Written.SuppressionEnded)),
            _ => throw new InvalidOperationException(what.GetType().Name),
        };
        return new(name, First, now, now, actor, post, body);
    }

    /// <summary>Reads a line back.</summary>
    /// <exception cref="RecordException">It cannot be read.</exception>
    public static IntakeEvent Read(NewEntry line)
    {
        try
        {
            IntakeEvent? read = (line.Type, line.Version) switch
            {
                ("intake-thresholds-set", First) => line.Body.Read(RiskJson.Written.ThresholdsSet),
                ("intake-suppressed", First) => line.Body.Read(RiskJson.Written.Suppressed),
                ("intake-suppression-ended", First) => line.Body.Read(RiskJson.Written.SuppressionEnded),
                _ => null,
            };
            return read ?? throw new RecordException($"{line.Type} of version {line.Version} is not known here");
        }
        catch (JsonException e)
        {
            throw new RecordException($"{line.Type} cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Item> Items(NewEntry line) => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Message> Messages(NewEntry line) => [];
}
