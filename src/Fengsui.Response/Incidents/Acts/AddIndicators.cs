using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Adds indicators of compromise, at most 1,000 at once.</summary>
public sealed record AddIndicators : Act
{
    private const int Most = 1000;
    private static readonly string[] Types = ["ip", "domain", "url", "email", "file", "md5", "sha1", "sha256", "sm3", "other"];

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "add-indicators";

    /// <summary>The indicators.</summary>
    public IReadOnlyList<Indicator>? Indicators { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (Indicators is not { Count: > 0 and <= Most })
            return Refusal.Input("indicators", new($"应有 1 至 {Most} 项", $"1 to {Most} of them"), new("请分批", "send them in portions"));
        for (var i = 0; i < Indicators.Count; i++)
        {
            var field = $"indicators[{i}]";
            if (Indicators[i] is not { } indicator)
                return Refusal.Input(field, new("没有填写", "it is missing"), new("写作 {\"type\": \"ip\", \"value\": \"…\"}", "write {\"type\": \"ip\", \"value\": \"…\"}"));
            if (NeedId($"{field}.type", indicator.Type) is { } missing)
                return missing;
            if (!Types.Contains(indicator.Type))
                return Refusal.Input($"{field}.type", new($"“{indicator.Type}”不在词表中", $"“{indicator.Type}” is not one of its words"), new(string.Join("、", Types), string.Join(", ", Types)));
            if (First(Need($"{field}.value", indicator.Value, 2000), TooLong($"{field}.note", indicator.Note, 400)) is { } refusal)
                return refusal;
        }

        return new IncidentEvent.IndicatorsAdded(Indicators);
    }
}
