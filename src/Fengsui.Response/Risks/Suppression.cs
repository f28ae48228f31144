using Fengsui.Law;
using Fengsui.Law.Calendar;

namespace Fengsui.Response.Risks;

/// <summary>A rule that keeps what is known to be harmless from asking for somebody, until a day, for a reason that was given. It ends by
/// itself.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The source as a whole, or null for any.</param>
/// <param name="Signature">The signature as a whole, or null for any.</param>
/// <param name="Title">A part of the title, or null for any.</param>
/// <param name="Indicator">The value of one of its indicators, or null for any.</param>
/// <param name="Until">From when on it no longer applies.</param>
/// <param name="Reason">Why it is harmless.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">Since when.</param>
public sealed record Suppression(
    string Id, string? Source, string? Signature, string? Title, string? Indicator, Instant Until, string Reason, string By, Instant At)
{
    /// <summary>Whether it applies to something that came in at a moment.</summary>
    public bool Applies(RiskReport report, Instant at) => at < Until
        && Same(Source, report.Source) && Same(Signature, report.Signature)
        && (Title is null || report.Title.Contains(Title, StringComparison.OrdinalIgnoreCase))
        && (Indicator is null || report.Indicators.Any(i => string.Equals(i.Value, Indicator, StringComparison.OrdinalIgnoreCase)));

    private static bool Same(string? wanted, string said) => wanted is null || string.Equals(wanted, said, StringComparison.OrdinalIgnoreCase);
}
