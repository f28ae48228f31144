using System.Text.Json.Serialization;

namespace Fengsui.Response.Incidents.Acts;

/// <summary>Classifies the incident.</summary>
public sealed record Classify : Act
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Id => "classify";

    /// <summary>Ids of classes, each as <c>pack/id</c>.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>A remark.</summary>
    public string? Note { get; init; }

    internal override Outcome Decide(IncidentState state, Moment moment)
    {
        if (Categories is not { Count: > 0 })
            return Refusal.Input("categories", new("没有写分类", "no class is given"), new("写作 pack/id，例如 cn.shared/…", "write pack/id"));
        for (var i = 0; i < Categories.Count; i++)
        {
            if (NeedId($"categories[{i}]", Categories[i]) is { } missing)
                return missing;
            var category = Categories[i];
            var slash = category.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || moment.Library.Find(category[..slash])?.Categories.Any(c => c.Id == category[(slash + 1)..]) != true)
                return Refusal.Input($"categories[{i}]", new($"没有分类 {category}", $"unknown class {category}"), new("分类见 /law", "the classes are on /law"));
        }

        return TooLong("note", Note) is { } refusal ? refusal : new IncidentEvent.Classified([.. Categories.Distinct()], Note);
    }
}
