using Fengsui.Law.Facts;

namespace Fengsui.Server.Features.Assess;

/// <summary>Where the field of a fact stands, for pages that show reasons but not the fields.</summary>
/// <param name="To">The address of the field.</param>
public sealed record FactLinks(Func<Fact, string> To);
