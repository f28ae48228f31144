using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;

namespace Fengsui.Server.Features.Assess;

/// <summary>What is wrong with a field, and what would be right.</summary>
public sealed record FieldError(Text Wrong, Text Remedy);

/// <summary>One fact as a person entered it, and what was understood.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Written">What was typed or ticked, as it is shown again; empty when nothing was.</param>
/// <param name="Value">What was understood; a wrong field counts as 尚不明确.</param>
/// <param name="Error">What is wrong, or null.</param>
public sealed record FactEntry(Fact Fact, IReadOnlyList<string> Written, FactValue Value, FieldError? Error)
{
    /// <summary>Whether anything was said of it; of a fact about the organisation the default stands in otherwise.</summary>
    public bool Stated => Written.Count > 0;

    /// <summary>Whether a word was ticked.</summary>
    public bool Says(string word) => Written.Contains(word);

    /// <summary>The typed text of a quantity or a text, without 不适用.</summary>
    public string Typed => Written.FirstOrDefault(w => w != FactWords.NotApplicable) ?? "";

    /// <summary>The address of its field on the page.</summary>
    public string Anchor => $"f-{Fact.Id}";
}

/// <summary>One instant as a person entered it, and what was understood.</summary>
/// <param name="Anchor">What began then.</param>
/// <param name="Written">What was typed.</param>
/// <param name="Value">What was understood, or null for 尚不明确.</param>
/// <param name="Error">What is wrong, or null.</param>
public sealed record InstantEntry(Anchor Anchor, string Written, Instant? Value, FieldError? Error);

/// <summary>A line of free text: the title, the name of the organisation.</summary>
/// <param name="Written">What was typed.</param>
/// <param name="Error">What is wrong, or null.</param>
public sealed record TextEntry(string Written, FieldError? Error);

/// <summary>The words of a facts file that are no words of any vocabulary.</summary>
internal static class FactWords
{
    public const string Unknown = "unknown";
    public const string NotApplicable = "n/a";
    public const string None = "none";
}
