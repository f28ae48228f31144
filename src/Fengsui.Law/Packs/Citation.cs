namespace Fengsui.Law.Packs;

/// <summary>How sure a row is; whatever is not verified is shown as 待核对, everywhere.</summary>
public enum Check : byte
{
    /// <summary>Read in a copy of the text.</summary>
    Verified,

    /// <summary>From commentary, a founding document, or wording without its position.</summary>
    Secondary,

    /// <summary>Recalled, not yet compared with the official page.</summary>
    Pending,
}

/// <summary>The words of <see cref="Check"/>.</summary>
public static class Checks
{
    /// <summary>The word in packs and answers.</summary>
    public static string Word(this Check check) => check switch
    {
        Check.Verified => "verified",
        Check.Secondary => "secondary",
        Check.Pending => "pending",
        _ => throw new ArgumentOutOfRangeException(nameof(check)),
    };
}

/// <summary>A citation: where in the instrument, what it says in our own words, and how sure that is.</summary>
/// <param name="Id">Its id within the pack.</param>
/// <param name="At">The locator as the instrument writes it (附件1（四）, 第四条).</param>
/// <param name="Section">The section of the outline, or empty for packs without an outline.</param>
/// <param name="Gist">What it says, in our own words.</param>
/// <param name="Check">How sure it is.</param>
/// <param name="Note">What is weak about it, or null.</param>
public sealed record Source(string Id, string At, string Section, Text Gist, Check Check, Text? Note);

/// <summary>The citations of a row, with the weakest check among them and what is weak.</summary>
/// <param name="Sources">At least one.</param>
public sealed record Ground(IReadOnlyList<Source> Sources)
{
    /// <summary>The weakest check of the sources.</summary>
    public Check Check { get; } = Sources.Max(s => s.Check);

    /// <summary>What is weak about the weakest sources, or null.</summary>
    public Text? Note { get; } = NotesOf(Sources);

    private static Text? NotesOf(IReadOnlyList<Source> sources)
    {
        var weakest = sources.Max(s => s.Check);
        var notes = sources.Where(s => s.Check == weakest).Select(s => s.Note).OfType<Text>().Distinct().ToList();
        return notes.Count == 0 ? null : Text.Join("；", "; ", notes);
    }
}
