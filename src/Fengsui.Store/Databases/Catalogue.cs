using System.Data.Common;
using Dapper;

namespace Fengsui.Store;

/// <summary>A table as it stands in the database.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns, by name.</param>
/// <param name="Key">The columns of its primary key, in its order.</param>
internal sealed record StoredTable(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<string> Key)
{
    public bool HasSum => Columns.Any(c => c.Name == "sum");

    public Table Shape { get; } = new(Name, Columns);

    public string KeyList => string.Join(", ", Key);
}

/// <summary>
/// What tables there are, asked of the database itself: a table that a later migration adds is verified and exported without a word more, as long
/// as it has
/// a primary key and a <c>sum</c>.
/// </summary>
internal static class Catalogue
{
    /// <summary>Tables that follow from others, or hold nothing worth carrying over: they are not exported.</summary>
    public static readonly IReadOnlySet<string> NotExported =
        new HashSet<string>(StringComparer.Ordinal) { "snapshot", "due", "item", "undigested", "search_text", "search_waiting", "tally", "lease", "journal" };

    private const string OfSqlite = """
        select l.name as "Table", c.name as Name, c.type as Type, c.pk as Place from pragma_table_list l, pragma_table_info(l.name) c
        where l.schema = 'main' and l.type = 'table' and l.name not like 'sqlite%' order by 1, 2
        """;

    private const string OfPostgres = """
        select c.relname::text as Table, a.attname::text as Name, format_type(a.atttypid, null) as Type,
               coalesce(array_position(i.indkey::int[], a.attnum::int), -1)::bigint + 1 as Place
        from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_index i on i.indrelid = c.oid and i.indisprimary
        where c.relkind = 'r' and c.relnamespace = to_regnamespace(current_schema()) and a.attnum > 0 and not a.attisdropped
        order by c.relname::text collate "C", a.attname::text collate "C"
        """;

    /// <summary>Every table, by name.</summary>
    public static async Task<IReadOnlyList<StoredTable>> Read(Database database, DbConnection connection, DbTransaction? transaction)
    {
        var sql = database is SqliteDatabase ? OfSqlite : OfPostgres;
        var columns = await connection.QueryAsync<(string Table, string Name, string Type, long Place)>(sql, null, transaction);
        return [.. columns.GroupBy(c => c.Table).Select(t => new StoredTable(
            t.Key,
            [.. t.Select(c => new Column(c.Name, TypeOf(c.Type)))],
            [.. t.Where(c => c.Place > 0).OrderBy(c => c.Place).Select(c => c.Name)]))];
    }

    private static ColumnType TypeOf(string type) => type.ToLowerInvariant() switch
    {
        "integer" or "bigint" => ColumnType.Whole,
        "blob" or "bytea" => ColumnType.Bytes,
        _ => ColumnType.Text,
    };
}
