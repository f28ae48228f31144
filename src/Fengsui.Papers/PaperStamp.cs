namespace Fengsui.Papers;

/// <summary>What the footer of a document says of it.</summary>
/// <param name="Mark">空白表, 草稿 or 已报送.</param>
/// <param name="Reference">The hash over what the paper says, lower hex; or null.</param>
/// <param name="Incident">The number of the incident, or null.</param>
/// <param name="RecordHead">The hash of the last line of the record when the document was made, or null.</param>
public sealed record PaperStamp(string Mark, string? Reference = null, string? Incident = null, string? RecordHead = null)
{
    private const int Shown = 12;

    /// <summary>A form that nobody has filled.</summary>
    public static PaperStamp Blank { get; } = new("空白表");

    /// <summary>Not sent yet.</summary>
    public static PaperStamp Draft(string reference, string? incident = null, string? recordHead = null) => new("草稿，未报送", reference, incident, recordHead);

    /// <summary>The footer's line: enough of each hash to tell it from any other.</summary>
    public string Line => string.Join(" · ", new[] { Mark, Incident is null ? null : $"事件 {Incident}", Part("内容校验", Reference), Part("记录校验", RecordHead) }.OfType<string>());

    private static string? Part(string name, string? hash) => hash is null ? null : $"{name} {hash[..Math.Min(Shown, hash.Length)]}";
}
