using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Papers;

namespace Fengsui.Response.Warnings;

/// <summary>The notice of a warning as a paper: the plan's own form, filled from what the warning says.</summary>
public static class WarningNotice
{
    /// <summary>The form in which a plan words its warnings: the one that says who issues it. Null when the plan has none.</summary>
    public static Form? FormOf(Pack pack) => pack.Forms.FirstOrDefault(f => f.Fields.Any(x => x.Fill.Any(w => w.What == Fill.WarningIssuer)));

    /// <summary>Fills it.</summary>
    /// <param name="pack">The plan.</param>
    /// <param name="form">Its form.</param>
    /// <param name="content">What the warning says.</param>
    /// <param name="issuer">Who issues it, or null while nobody may.</param>
    /// <param name="recipients">To whom it goes, in words.</param>
    /// <param name="issued">When it was issued; null for a draft.</param>
    public static Paper Of(Pack pack, Form form, WarningContent content, string? issuer, string recipients, Instant? issued)
    {
        var titled = content.Internal ? form with { Title = Internal(form.Title), Remarks = [] } : form;
        var groups = titled.Groups.Select(g => new PaperGroup(g, [.. g.Fields.Select(f => Filled(f, content, issuer, recipients, issued))])).ToList();
        return new(pack, titled, groups, null, content.Level, [], null);
    }

    /// <summary>What the plan wants in a warning and this one does not say.</summary>
    public static IReadOnlyList<WarningField> Missing(Pack pack, Paper paper)
    {
        var said = paper.Fields.Where(f => !f.IsGap).Select(f => f.Field.Id).ToHashSet();
        return [.. pack.WarningFields.Where(f => !said.Contains(f.Id))];
    }

    private static PaperField Filled(FormField field, WarningContent content, string? issuer, string recipients, Instant? issued)
    {
        var recorded = field.Fill.Select(f => Recorded(field, f.What, content, issuer, recipients, issued)).FirstOrDefault(v => v.Length > 0) ?? "";
        // What the record fills in is never typed over: a colour, an issuer or a recipient in the notice that is not the one of the record would deceive.
        var value = recorded.Length > 0 || field.Fill.Count > 0 ? recorded : content.Fields.GetValueOrDefault(field.Id, "");
        return new(field, value, recorded.Length > 0 ? new PaperSource.Recorded(new("来自本预警", "from this warning")) : new PaperSource.Nobody(), recorded, true);
    }

    private static string Recorded(FormField field, Fill fill, WarningContent content, string? issuer, string recipients, Instant? issued) => fill switch
    {
        Fill.WarningColour => field.Options.FirstOrDefault(o => content.Colour.Length > 0 && o.Zh.StartsWith(content.Colour, StringComparison.Ordinal)).Zh ?? "",
        Fill.WarningIssuer => issuer ?? "",
        Fill.WarningRecipients => recipients,
        Fill.WarningIssued => issued is { } at ? PaperTime.Write(at) : "",
        _ => "",
    };

    private static Text Internal(Text title) => new($"内部预警：{title.Zh}（本单位内部，非主管部门发布）", $"INTERNAL: {title.En} (within the organisation, issued by no authority)");
}
