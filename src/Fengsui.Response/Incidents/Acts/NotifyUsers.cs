using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Records that users or individuals were told; it meets a duty when one is named.</summary>
public sealed record NotifyUsers : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "notify-users";

    /// <summary>Whom.</summary>
    public string? Whom { get; init; }

    /// <summary>By which way.</summary>
    public string? Channel { get; init; }

    /// <summary>What was said.</summary>
    public string? Text { get; init; }

    /// <summary>How many, as a quantity (1200万人).</summary>
    public string? Persons { get; init; }

    /// <summary>The notice.</summary>
    public string? Attachment { get; init; }

    /// <summary>The key of the duty that it meets.</summary>
    public string? Duty { get; init; }

    internal override bool SettlesDuties => true;

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (First(Need("whom", Whom, 200), Need("channel", Channel, 60), Need("text", Text, 20_000), TooLong("persons", Persons, 60), TooLong("attachment", Attachment, 200)) is { } refusal)
            return refusal;
        List<IncidentEvent> events = [new IncidentEvent.UsersNotified(Whom!, Channel!, Text!, Persons, Attachment)];
        if (Duty is null)
            return events;
        var report = new MakeReport { Duty = Duty, Channel = Channel, To = Whom, Text = Text, Attachment = Attachment }.Decide(state, moment);
        return report.Refusal is { } wrong ? wrong : new Outcome([.. events, .. report.Events], null);
    }
}
