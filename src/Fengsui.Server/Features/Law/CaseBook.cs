using System.Collections.Concurrent;
using Fengsui.Law;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Server.Features.Law;

/// <summary>The worked cases of a pack as they came out, or what is wrong with their file.</summary>
/// <param name="Results">Each case with its result.</param>
/// <param name="Error">What is wrong, or null.</param>
public sealed record PackCases(IReadOnlyList<CaseResult> Results, Text? Error);

/// <summary>The worked cases of all packs, read and run when a page first asks: the desk starts without them.</summary>
public sealed class CaseBook(Library library)
{
    private readonly ConcurrentDictionary<string, Lazy<PackCases>> _cases = new(StringComparer.Ordinal);

    /// <summary>The cases of a pack.</summary>
    public PackCases Of(Pack pack) => _cases.GetOrAdd(pack.Id, _ => new(() => Run(pack))).Value;

    private PackCases Run(Pack pack)
    {
        try
        {
            return new([.. Cases.Read(pack, library).Select(c => Cases.Run(c, library))], Error: null);
        }
        catch (InputException e)
        {
            // A wrong case does not hide the law: the page shows the articles, and where the case is wrong.
            return new([], new(e.Line(Language.Zh), e.Line(Language.En)));
        }
    }

    /// <summary>What carries each section of a plan.</summary>
    public IReadOnlyList<CoveredSection> Coverage(Pack pack) => Fengsui.Law.Packs.Coverage.Of(pack, [.. Of(pack).Results.Select(r => r.Case)]);
}
