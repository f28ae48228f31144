namespace Fengsui.Store;

internal enum ColumnType
{
    Text,
    Whole,
    Bytes,
}

internal sealed record Column(string Name, ColumnType Type);

/// <summary>The columns of a table in the order in which rows are handed over for writing in bulk.</summary>
internal sealed record Table(string Name, IReadOnlyList<Column> Columns)
{
    public static Table Journal { get; } = new("journal", Shape(
        "matter seq# organisation kind done_at# recorded_at# actor post type v# prev hash body"));

    public static Table Snapshot { get; } = new("snapshot", Shape(
        "number# matter organisation kind version# head title phase level# opened_at# changed_at# next_due# urgency# open# sum body"));

    public static Table Due { get; } = new("due", Shape("matter key organisation at#"));

    public static Table Item { get; } = new("item", Shape("matter list seq# n# organisation key body"));

    public static Table Outbox { get; } = new("outbox", Shape(
        "matter seq# n# organisation topic created_at# tries# not_before# lease_until# lease_by sent_at# outcome sum body"));

    public static Table Answered { get; } = new("answered", Shape("who key request status# at# sum body"));

    public static Table SearchText { get; } = new("search_text", Shape("number# scope words stems"));

    public static Table SearchWaiting { get; } = SearchText with { Name = "search_waiting" };

    public static Table Tally { get; } = new("tally", Shape("organisation kind phase level# open# number#"));

    public static Table Undigested { get; } = new("undigested", Shape("matter seq#"));

    public static Table DigestHead { get; } = new("digest_head", Shape("digest# matter seq# hash"));

    public static Table AttachmentChunk { get; } = new("attachment_chunk", Shape("attachment n# sealed*"));

    public static Table Intake { get; } = new("intake", Shape("id organisation via received_at# sum report raw"));

    public static Table RiskKey { get; } = new("risk_key", Shape("organisation key matter first_seen# last_seen# times# severity# sum"));

    public static Table RiskGroup { get; } = new("risk_group", Shape("organisation key grp last_seen# sum"));

    public static Table RiskEvidence { get; } = new("risk_evidence", Shape("matter n# organisation via received_at# raw_hash sum report raw"));

    public static Table Unit { get; } = new("unit", Shape("organisation id name region own# channel address member_of changed_at# sum"));

    public static Table WarningDelivery { get; } = new("warning_delivery", Shape("warning version# what unit organisation at# outcome reason sum"));

    public string ColumnList { get; } = string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>Some of the columns, in the order asked for: keys, or what an update changes.</summary>
    public Table Only(params string[] names) => new(Name, [.. names.Select(n => Columns.Single(c => c.Name == n))]);

    // "name" is text, "name#" a whole number, "name*" bytes.
    private static List<Column> Shape(string columns) => [.. columns.Split(' ').Select(c => c[^1] switch
    {
        '#' => new Column(c[..^1], ColumnType.Whole),
        '*' => new Column(c[..^1], ColumnType.Bytes),
        _ => new Column(c, ColumnType.Text),
    })];
}
