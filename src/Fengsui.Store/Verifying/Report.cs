using System.Collections.Concurrent;
using Fengsui.Law;

namespace Fengsui.Store;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Table">The table, or <c>file</c>.</param>
/// <param name="Matter">The matter, or empty.</param>
/// <param name="Key">The line, or the key of the row.</param>
/// <param name="Said">What is wrong.</param>
public sealed record Finding(string Table, string Matter, string Key, Text Said);

/// <summary>What a verification found.</summary>
/// <param name="Lines">How many journal lines were read.</param>
/// <param name="Matters">Of how many matters.</param>
/// <param name="Findings">What is wrong, at most 1000 of it.</param>
/// <param name="More">There is more than that.</param>
public sealed record VerifyReport(long Lines, long Matters, IReadOnlyList<Finding> Findings, bool More)
{
    /// <summary>Nothing is wrong.</summary>
    public bool Sound => Findings.Count == 0;
}

/// <summary>Collects what several readers find.</summary>
internal sealed class Findings(IProgress<long>? progress)
{
    private const int Kept = 1000;

    private readonly ConcurrentQueue<Finding> found = new();
    private long lines;
    private long matters;
    private int count;

    public void Add(string table, string matter, string key, string zh, string en)
    {
        if (Interlocked.Increment(ref count) <= Kept)
            found.Enqueue(new(table, matter, key, new(zh, en)));
    }

    public void Read(long more)
    {
        Interlocked.Increment(ref matters);
        var all = Interlocked.Add(ref lines, more);
        if (all / 100_000 != (all - more) / 100_000)
            progress?.Report(all);
    }

    public VerifyReport Report() => new(
        lines, matters,
        [.. found.OrderBy(f => f.Table, StringComparer.Ordinal).ThenBy(f => f.Matter, StringComparer.Ordinal)
            .ThenBy(f => f.Key, StringComparer.Ordinal)],
        count > Kept);
}
