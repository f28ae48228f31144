using System.Data.Common;

namespace Fengsui.Store;

/// <summary>Rows that come in the order of their matter (first column); the reader stands on one of them or at the end.</summary>
internal sealed class MatterReader : IAsyncDisposable
{
    private readonly DbDataReader rows;

    private MatterReader(DbDataReader rows) => this.rows = rows;

    public DbDataReader Row => rows;

    /// <summary>The matter of the row, or null at the end.</summary>
    public string? Matter { get; private set; }

    /// <summary>Begins to read a range of matters: from the first bound on, before the second; null for no bound.</summary>
    public static async Task<MatterReader> Open(View view, string select, string matter, string order, (string? From, string? Before) range)
    {
        var reader = new MatterReader(await Query(view, select, matter, order, range));
        reader.Next();
        return reader;
    }

    /// <summary>The rows of a range of matters.</summary>
    public static Task<DbDataReader> Query(View view, string select, string matter, string order, (string? From, string? Before) range)
    {
        var (where, parameters) = (new List<string>(), new List<(string, object)>());
        if (range.From is { } from)
        {
            where.Add($"{matter} >= @from");
            parameters.Add(("@from", from));
        }
        if (range.Before is { } before)
        {
            where.Add($"{matter} < @before");
            parameters.Add(("@before", before));
        }
        var filter = where.Count == 0 ? "" : " where " + string.Join(" and ", where);
        return view.Query($"{select}{filter} order by {order}", [.. parameters]);
    }

    public void Next() => Matter = rows.Read() ? Same(rows.GetString(0)) : null;

    /// <summary>Reads on while the rows belong to matters before this one; says which they are.</summary>
    public IEnumerable<string> SkipBefore(string? matter)
    {
        while (Matter is { } at && (matter is null || Bytewise.Compare(at, matter) < 0))
        {
            yield return at;
            Next();
        }
    }

    public ValueTask DisposeAsync() => rows.DisposeAsync();

    // Many rows of one matter: one string.
    private string Same(string next) => next == Matter ? Matter : next;
}

/// <summary>Compares as both databases sort: by the bytes of UTF-8.</summary>
internal static class Bytewise
{
    // UTF-16 order differs from UTF-8 order only between surrogates and U+E000 to U+FFFF.
    public static int Compare(string a, string b)
    {
        var at = a.AsSpan().CommonPrefixLength(b);
        if (at == a.Length || at == b.Length)
            return a.Length - b.Length;
        return Fixed(a[at]) - Fixed(b[at]);
    }

    private static int Fixed(char unit) => unit < 0xD800 ? unit : char.IsSurrogate(unit) ? unit + 0x2000 : unit - 0x800;
}
