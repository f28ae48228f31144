using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Posts;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.Features.Papers;

/// <summary>What the pages of papers work with.</summary>
internal sealed class PaperServices(PaperDesk papers, IncidentDesk desk, RecordStore store, Library library, Caller caller, Reader reader, KeptForms kept, Refusals refusals)
{
    public IncidentDesk Desk => desk;

    public Caller Caller => caller;

    public Reader Reader => reader;

    public KeptForms Kept => kept;

    /// <summary>Logs that somebody tried what the posts do not allow.</summary>
    public Task NoteRefused(Refusal refusal, Act act, string incident) =>
        refusal.Kind == RefusalKind.Authority ? refusals.Note(caller, act.Row, incident, "post") : Task.CompletedTask;

    /// <summary>An incident of the caller's organisation.</summary>
    public Task<PaperCase?> Find(string incident, CancellationToken ct) => papers.Find(caller, incident, reader.Now, ct);

    /// <summary>A form of a pack.</summary>
    public (Pack Pack, Form Form)? Form(string pack, string form) =>
        library.Find(pack) is { } of && of.Forms.FirstOrDefault(f => f.Id == form) is { } row ? (of, row) : null;

    /// <summary>A paper: of the duty that was asked for, or of the first that the form meets.</summary>
    public async Task<PaperSheet?> Open(string incident, string pack, string form, HttpContext context, string? posted = null)
    {
        if (Form(pack, form) is not var (of, row) || await Find(incident, context.RequestAborted) is not { } found)
            return null;
        var asked = posted ?? context.Request.Query["duty"].FirstOrDefault();
        var duty = asked is not null && found.State.Duties.ContainsKey(asked) && asked.StartsWith(of.Id + "/", StringComparison.Ordinal)
            ? asked : found.DutiesOf(of, row) is [var (first, _), ..] ? first : null;
        var right = caller.May("report");
        return new()
        {
            Case = found, Pack = of, Form = row, DutyKey = duty, Paper = found.Fill(of, row, duty), MaySend = right is Authority.Allowed or Authority.Emergency,
            OnlyInEmergency = right is Authority.Emergency,
        };
    }

    /// <summary>Keeps the document and records the report with it. The report stands on the record that the paper was made from, or is not made at all.</summary>
    /// <returns>What became of it, and the attachment.</returns>
    public async Task<(Acted Acted, string Attachment)> Send(PaperSheet sheet, MakeReport report, byte[] document, string name, CancellationToken ct)
    {
        using var content = new MemoryStream(document);
        var (attachment, attached, _) = await FileArrival.Take(new(sheet.Case.Id, name, PaperRoutes.Word), content, store, desk, caller, ct);
        if (attached is not Acted.Done { Version: { } version } || attachment is null)
            return (attached ?? new Acted.Absent(), "");
        if (version != sheet.Case.Version + 1)
            return (await TakeBack(attachment.Id, new Acted.Late(version)), "");
        var act = report with { Attachment = attachment.Id, Paper = report.Paper! with { Sha256 = attachment.PlainHash } };
        var acted = await desk.Do(caller, sheet.Case.Id, act, new(version, null), ct);
        return (acted is Acted.Done ? acted : await TakeBack(attachment.Id, acted), attachment.Id);
    }

    /// <summary>A document that was not sent must not look like one.</summary>
    private async Task<Acted> TakeBack(string attachment, Acted acted)
    {
        await store.Attachments.EraseKey(caller.Organisation, attachment, CancellationToken.None);
        return acted;
    }
}
