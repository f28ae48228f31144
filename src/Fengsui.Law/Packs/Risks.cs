using Fengsui.Law.Facts;
using Fengsui.Law.Grading;

namespace Fengsui.Law.Packs;

/// <summary>How possible an incident is held to be, a word of the scale (cn.shared).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Counts">Whether an incident then counts as one that may happen; where it does not, no report of the risk is owed.</param>
/// <param name="Ground">Its citations.</param>
public sealed record Likelihood(string Id, Text Name, bool Counts, Ground Ground);

/// <summary>A duty to report a risk before anything has happened: it may become an incident of a level.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Who">Whose it is.</param>
/// <param name="Fact">The yes-or-no fact about an organisation that makes it its duty; null where no organisation that uses this is meant.</param>
/// <param name="To">To whom.</param>
/// <param name="AtLeast">From which level on that the incident may reach.</param>
/// <param name="Limit">By when, from the judgement.</param>
/// <param name="Form">The form, or null.</param>
/// <param name="Ground">Its citations.</param>
public sealed record RiskReportDuty(string Id, Party Who, Fact? Fact, Party To, Level AtLeast, Limit Limit, string? Form, Ground Ground);
