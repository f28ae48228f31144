using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Grading;

namespace Fengsui.Response.Warnings;

/// <summary>
/// What a warning says: the part that is drafted, issued, and replaced when it is issued again. What a program leaves out of it arrives as null, whatever the type says,
/// and is taken for empty.
/// </summary>
public sealed record WarningContent
{
    /// <summary>What people call it.</summary>
    public string Title { get; init => field = value ?? ""; } = "";

    /// <summary>The pack of the plan under which it is issued.</summary>
    public string Plan { get; init => field = value ?? ""; } = "";

    /// <summary>红, 橙, 黄 or 蓝.</summary>
    public string Colour { get; init => field = value ?? ""; } = "";

    /// <summary>A colour, for people.</summary>
    public static Text NameOf(string colour) => colour switch
    {
        "红" => new("红色", "red"),
        "橙" => new("橙色", "orange"),
        "黄" => new("黄色", "yellow"),
        "蓝" => new("蓝色", "blue"),
        _ => new("未定颜色", "no colour yet"),
    };

    /// <summary>The level that the plan gives the colour; set when it is decided.</summary>
    public Level? Level { get; init; }

    /// <summary>Whether it spans several provinces, departments or sectors.</summary>
    public bool Spans { get; init; }

    /// <summary>Whether it is only for the organisation's own units: 内部预警.</summary>
    public bool Internal { get; init; }

    /// <summary>What stands in the notice, by field of its form; what the record fills in is not here.</summary>
    public SortedDictionary<string, string> Fields { get; init => field = value is null ? new(StringComparer.Ordinal) : new(value, StringComparer.Ordinal); } = new(StringComparer.Ordinal);

    /// <summary>To whom it goes.</summary>
    public Selection To { get; init => field = value ?? new(); } = new();

    /// <summary>Within which time a receipt is asked for, as written (2小时); null where the issuer sets none.</summary>
    public string? ReceiptWithin { get; init; }

    /// <summary>At which interval feedback is asked for, a zero report included, as written (24小时); null where none is.</summary>
    public string? FeedbackEvery { get; init; }
}

/// <summary>Which units of the register are meant: those of any of the regions, groups or names.</summary>
public sealed record Selection
{
    /// <summary>Units, by id.</summary>
    public IReadOnlyList<string> Units { get; init => field = value ?? []; } = [];

    /// <summary>Groups.</summary>
    public IReadOnlyList<string> Groups { get; init => field = value ?? []; } = [];

    /// <summary>Regions.</summary>
    public IReadOnlyList<string> Regions { get; init => field = value ?? []; } = [];

    /// <summary>Every unit of the register.</summary>
    public bool Everybody { get; init; }

    /// <summary>Whether nobody is meant.</summary>
    public bool IsNobody() => !Everybody && Units.Count + Groups.Count + Regions.Count == 0;

    /// <summary>In words, as it stands in a notice.</summary>
    /// <param name="nameOf">The name of a unit.</param>
    public string Words(Func<string, string> nameOf) => Everybody ? "名册内全部单位" : string.Join("、", Regions.Concat(Groups).Concat(Units.Select(nameOf)));
}

/// <summary>Somebody to whom a warning goes.</summary>
/// <param name="Unit">The id in the register.</param>
/// <param name="Name">The name.</param>
/// <param name="Region">The region, or empty.</param>
/// <param name="Own">Whether it is a unit of the organisation itself.</param>
public sealed record Recipient(string Unit, string Name, string Region, bool Own = false);

/// <summary>The consent that a plan asks for.</summary>
/// <param name="Of">Whose.</param>
/// <param name="Document">The document in which it stands.</param>
/// <param name="At">When it was given.</param>
/// <param name="Colour">For which colour: for a higher one it is asked again.</param>
public sealed record Consent(string Of, string Document, Instant At, string Colour);

/// <summary>A receipt of one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="How">link, phone, paper, e-mail or system.</param>
/// <param name="At">When it was received.</param>
/// <param name="Portion">In which portion of the recipients the unit stands, from 0.</param>
public sealed record UnitReceipt(string Unit, string How, Instant At, int Portion);

/// <summary>Rows of a list that one line made.</summary>
/// <param name="Seq">The line.</param>
/// <param name="Count">How many.</param>
public sealed record Chunk(long Seq, int Count);

/// <summary>Where a recipient stands.</summary>
/// <param name="Seq">The line that named it.</param>
/// <param name="N">Its number in this line, from 0.</param>
public readonly record struct RecipientPlace(long Seq, int N);

/// <summary>Some recipients that one line named, counted together: whoever looks for the silent passes over portions in which nobody is.</summary>
/// <param name="Seq">The line.</param>
/// <param name="From">The first of them.</param>
/// <param name="To">Behind the last.</param>
public sealed record Portion(long Seq, int From, int To)
{
    /// <summary>How many acknowledged.</summary>
    public int Receipts { get; set; }

    /// <summary>How many of them gave feedback.</summary>
    public int FedBack { get; set; }
}
