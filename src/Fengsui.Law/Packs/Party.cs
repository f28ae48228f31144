namespace Fengsui.Law.Packs;

/// <summary>A body or role that has duties or receives reports, with its tier.</summary>
public sealed record Party(Text Name, string Tier);

/// <summary>A tier of bodies, from the operator to the national mechanisms.</summary>
public sealed record Tier(string Id, Text Name);

/// <summary>A body of the plans and its duty.</summary>
public sealed record Body(string Id, Text Name, string Tier, Text Duty, Ground Ground);

/// <summary>The moment that starts a clock.</summary>
/// <param name="Index">Its place in every array of instants.</param>
/// <param name="Id">Its key in a facts file.</param>
/// <param name="Name">Its name.</param>
/// <param name="StandsIn">The index of the anchor that stands in when this one is absent, or null: none falls back on another but <c>self_judged</c>.</param>
/// <param name="StandInNote">What is said when it does.</param>
public sealed record Anchor(int Index, string Id, Text Name, int? StandsIn, Text? StandInNote);

/// <summary>A limit that is a word.</summary>
/// <param name="Name">The word.</param>
/// <param name="First">立即 and 第一时间 bind before every number; the others after.</param>
public sealed record LimitWord(Text Name, bool First);

/// <summary>Which body a party is in a case: 地方行业监管部门 is one of three, by the field of the data.</summary>
/// <param name="Party">The party as duties name it.</param>
/// <param name="Fact">The set that decides.</param>
/// <param name="Word">The position of the word for which it is this body.</param>
/// <param name="Name">The body.</param>
public sealed record ConcreteBody(Party Party, Facts.Fact Fact, int Word, Text Name)
{
    /// <summary>The word for which it is this body.</summary>
    public Text For => Fact.Words[Word];

    /// <summary>Whether the incident is known to concern this body.</summary>
    public bool Concerns(Facts.Incident incident) => incident[Fact] is { Knowledge: Facts.Knowledge.Known } value && (value.Low >> Word & 1) == 1;
}
