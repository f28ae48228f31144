namespace Fengsui.Response.Papers;

/// <summary>What a paper says beside the record: names and numbers, which the journal does not hold.</summary>
public sealed record Letterhead
{
    /// <summary>Nothing is known: a blank form.</summary>
    public static Letterhead Empty { get; } = new();

    /// <summary>The name of the organisation, or null.</summary>
    public string? Organisation { get; init; }

    /// <summary>Whom an authority can ask for, or null.</summary>
    public string? Contact { get; init; }

    /// <summary>Under which number, or null.</summary>
    public string? Phone { get; init; }

    /// <summary>Who answers for it, each with the post.</summary>
    public IReadOnlyList<string> Responsible { get; init; } = [];

    /// <summary>Who makes the paper, or null.</summary>
    public string? Reporter { get; init; }

    /// <summary>The name of a person by the id that the journal knows; the id itself where there is none.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of a person.</summary>
    public string NameOf(string person) => Names.GetValueOrDefault(person, person);
}
