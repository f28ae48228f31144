using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Papers;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Fengsui.Server.Features.Papers;

/// <summary>The papers of an incident: which are owed, one to fill in, its preview, its document, and its sending.</summary>
internal static class PaperRoutes
{
    /// <summary>The media type of a Word document.</summary>
    public const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Phone = "phone-script";

    public static void AddPapers(this IServiceCollection services)
    {
        services.AddScoped<PaperDesk>();
        services.AddScoped<PaperServices>();
    }

    public static void MapPapers(this IEndpointRouteBuilder routes)
    {
        var read = Access.MayOrEmergency("read");
        routes.MapRead("/incidents/{incident}/papers", List).For(read);
        routes.MapRead("/incidents/{incident}/papers/phone", Script).For(read);
        routes.MapRead("/incidents/{incident}/papers/{pack}/{form}", Show).For(read);
        routes.MapRead("/incidents/{incident}/papers/{pack}/{form}/preview", Preview).For(read);
        routes.MapRead("/incidents/{incident}/papers/{pack}/{form}.docx", Document).For(read);
        // Whether the person may write or send is decided with the act: only so does what was typed stand beside the answer.
        routes.MapPost("/incidents/{incident}/papers/{pack}/{form}", Post).For(Access.MayOrEmergency("read", Scope.Write)).KeepsTyped();
        routes.MapRead("/law/{pack}/forms/{form}.docx", Blank).For(Access.Everyone);
        routes.MapKit();
    }

    private static async Task<IResult> List(HttpContext context, string incident, PaperServices services)
    {
        services.Reader.Recognise(context);
        return await services.Find(incident, context.RequestAborted) is { } found
            ? new Page<PapersPage>(new() { [nameof(PapersPage.Case)] = found, [nameof(PapersPage.SentNow)] = context.Request.Query["sent"].FirstOrDefault() })
            : RefusedPage.Of(Problem.Absent, context);
    }

    /// <summary>The script for the telephone of a duty's plan.</summary>
    private static async Task<IResult> Script(HttpContext context, string incident, PaperServices services)
    {
        services.Reader.Recognise(context);
        if (await services.Find(incident, context.RequestAborted) is not { } found)
            return RefusedPage.Of(Problem.Absent, context);
        var duty = context.Request.Query["duty"].FirstOrDefault() ?? "";
        var slash = duty.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && services.Form(duty[..slash], Phone) is var (pack, form)
            ? new SeeOther(found.PathOf(pack, form, duty))
            : new Page<PapersPage>(new() { [nameof(PapersPage.Case)] = found, [nameof(PapersPage.Notice)] = PaperWords.NoScript });
    }

    private static async Task<IResult> Show(HttpContext context, string incident, string pack, string form, PaperServices services)
    {
        services.Reader.Recognise(context);
        if (await services.Open(incident, pack, form, context) is not { } sheet)
            return RefusedPage.Of(Problem.Absent, context);
        if (await services.Kept.Find(context, services.Caller) is { } kept)
            return Page(sheet with { Input = new(kept), Notice = PaperWords.KeptTyped });
        return Page(context.Request.Query["saved"] == "1" ? sheet with { Notice = PaperWords.Saved } : sheet);
    }

    private static Page<PaperPage> Page(PaperSheet sheet) =>
        new(new() { [nameof(PaperPage.Sheet)] = sheet }, sheet.Input.Faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static async Task<IResult> Preview(HttpContext context, string incident, string pack, string form, PaperServices services)
    {
        services.Reader.Recognise(context);
        return await services.Open(incident, pack, form, context) is { } sheet
            ? new Page<PreviewPage>(new() { [nameof(PreviewPage.Sheet)] = sheet })
            : RefusedPage.Of(Problem.Absent, context);
    }

    private static async Task<IResult> Document(HttpContext context, string incident, string pack, string form, PaperServices services)
    {
        services.Reader.Recognise(context);
        return await services.Open(incident, pack, form, context) is { } sheet
            ? Results.File(PaperDocument.Write(sheet.Paper, sheet.Case.Draft(sheet.Paper)), Word, $"{sheet.Form.Title.Zh}-{incident}-草稿.docx")
            : RefusedPage.Of(Problem.Absent, context);
    }

    private static IResult Blank(HttpContext context, string pack, string form, Library library, Reader reader)
    {
        reader.Recognise(context);
        return library.Find(pack) is { } of && of.Forms.FirstOrDefault(f => f.Id == form) is { } row
            ? Results.File(PaperDocument.Write(Filling.Blank(of, row), PaperStamp.Blank), Word, $"{row.Title.Zh}-空白.docx")
            : Results.StatusCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Post(HttpContext context, string incident, string pack, string form, PaperServices services)
    {
        var posted = await Forms.Form(context);
        services.Reader.Recognise(context, posted);
        if (await services.Open(incident, pack, form, context, posted["duty"].FirstOrDefault()) is not { } sheet)
            return RefusedPage.Of(Problem.Absent, context);
        sheet = sheet with { Input = new(posted.ToDictionary(f => f.Key, f => f.Value)) };
        if (Forms.IsSwitch(posted))
            return Page(sheet with { Notice = PaperWords.SwitchKept });
        if (await Save(sheet, services, context.RequestAborted) is { } stopped)
            return stopped;
        var then = posted["then"].FirstOrDefault();
        return then switch
        {
            "preview" => new SeeOther(sheet.Address("/preview")),
            "docx" => new SeeOther(sheet.Address(".docx")),
            "send" => await Send(context, sheet, services),
            _ => new SeeOther(sheet.Address("") + (sheet.DutyKey is null ? "?" : "&") + "saved=1"),
        };
    }

    /// <summary>Writes what was changed; null when it is written, or nothing was changed.</summary>
    private static async Task<IResult?> Save(PaperSheet sheet, PaperServices services, CancellationToken ct)
    {
        var changes = sheet.Input.Changes(sheet.Paper);
        if (changes.Count > 0)
        {
            var act = new WritePaper { Pack = sheet.Pack.Id, Form = sheet.Form.Id, Fields = changes };
            var acted = await services.Desk.Do(services.Caller, sheet.Case.Id, act, new(null, null), ct);
            if (acted is Acted.Refused refused)
            {
                await services.NoteRefused(refused.Refusal, act, sheet.Case.Id);
                Blame(sheet, refused.Refusal);
            }
        }

        return sheet.Input.Faults.Count > 0 ? Page(sheet) : null;
    }

    /// <summary>Puts a refusal at its input, or at the button when it has none.</summary>
    private static void Blame(PaperSheet sheet, Refusal refusal)
    {
        var (anchor, label) = refusal.Field switch
        {
            "paper.signed" => ("signed", PaperWords.Signed),
            "paper.acknowledged" => ("acknowledged", PaperWords.Acknowledged),
            "channel" => ("channel", PaperWords.Channel),
            "to" => ("to", PaperWords.Taker),
            "receipt" => ("receipt", PaperWords.Receipt),
            "done_at" => ("done_at", PaperWords.DoneAt),
            "emergency" => ("emergency", PaperWords.Emergency),
            { } named when sheet.Form.Fields.FirstOrDefault(f => named == $"fields.{f.Id}" || named == $"paper.values.{f.Id}") is { } field => (PaperInput.IdOf(field), field.Label),
            _ => ("send", PaperWords.SendFault),
        };
        var article = refusal.Article is { } said ? new Text($"{refusal.Remedy.Zh}（{said}）", $"{refusal.Remedy.En} ({said})") : refusal.Remedy;
        sheet.Input.Blame(new(anchor, label, refusal.Wrong, article));
    }

    private static async Task<IResult> Send(HttpContext context, PaperSheet before, PaperServices services)
    {
        // What was just saved is part of what is sent.
        if (await services.Open(before.Case.Id, before.Pack.Id, before.Form.Id, context, before.DutyKey) is not { } fresh)
            return RefusedPage.Of(Problem.Absent, context);
        var sheet = fresh with { Input = before.Input };
        if (Sending(sheet, services.Reader.Now) is not { } report)
            return Page(sheet);
        var at = report.DoneAt ?? services.Reader.Now;
        var document = PaperDocument.Write(sheet.Paper, sheet.Case.SentStamp(sheet.Paper, at));
        var name = $"{sheet.Form.Title.Zh}-{sheet.Case.Id}-{PaperTime.Write(at).Replace(':', '.')}.docx";
        var (acted, attachment) = await services.Send(sheet, report, document, name, context.RequestAborted);
        switch (acted)
        {
            case Acted.Done:
                return new SeeOther(sheet.Case.Path() + $"?sent={attachment}");
            case Acted.Refused refused:
                await services.NoteRefused(refused.Refusal, report, sheet.Case.Id);
                Blame(sheet, refused.Refusal);
                return Page(sheet);
            case Acted.Late:
                sheet.Input.Blame(new("send", PaperWords.SendFault, PaperWords.RaceWrong, PaperWords.RaceRemedy));
                return Page(sheet);
            default:
                return RefusedPage.Of(Problem.Absent, context);
        }
    }

    /// <summary>The report as it was posted; null when something is wrong that is seen before anything is written.</summary>
    private static MakeReport? Sending(PaperSheet sheet, Instant now)
    {
        var input = sheet.Input;
        if (sheet.DutyKey is not { } duty)
        {
            input.Blame(new("send", PaperWords.SendFault, PaperWords.NoDutyYet, PaperWords.ChooseDuty));
            return null;
        }

        Instant? done = null;
        if (input.One("done_at") is { Length: > 0 } typed)
        {
            if (Instant.TryParse(PaperTime.Normal(typed).Replace(' ', 'T') + ":00+08:00", out var at))
                done = at;
            else
                input.Blame(new("done_at", PaperWords.DoneAt, PaperWords.NotAMoment, PaperWords.DoneAtHint));
        }

        if (done > now)
            input.Blame(new("done_at", PaperWords.DoneAt, new("还没有到", "it has not come yet"), PaperWords.DoneAtHint));
        if (input.One("channel") is not { Length: > 0 } channel)
        {
            input.Blame(new("channel", PaperWords.Channel, PaperWords.ChannelMissing, PaperWords.ChannelRemedy));
            channel = "";
        }

        var acknowledged = Some(input.One("acknowledged"));
        if (sheet.Paper is { Contradictions.Count: > 0 } && acknowledged is null)
            input.Blame(new("acknowledged", PaperWords.Acknowledged, PaperWords.Contradictions(sheet.Paper.Contradictions.Count), PaperWords.ContradictionsHow));
        if (sheet.Paper.NeedsSignature && input.One("signed") is not ("signature" or "seal"))
            input.Blame(new("signed", PaperWords.Signed, PaperWords.MustSign(sheet.Form.SignFrom!.Value), PaperWords.Signed));
        return input.Faults.Count > 0 ? null : new()
        {
            Duty = duty, Channel = channel, To = Some(input.One("to")), Receipt = Some(input.One("receipt")), DoneAt = done, Emergency = Some(input.One("emergency")),
            Left = [.. sheet.Paper.Fields.Where(f => f.IsGap && f.Field.Fact is null).Select(f => f.Field.Label.Zh)],
            Paper = new() { Values = sheet.Paper.Values, Signed = Some(input.One("signed")), Acknowledged = acknowledged },
        };
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
