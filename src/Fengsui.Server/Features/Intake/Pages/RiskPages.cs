using System.Text;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;
using Fengsui.Law.Grading;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Response.Incidents;
using Fengsui.Response.Papers;
using Fengsui.Response.Risks;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.Features.Papers;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Intake.Pages;

/// <summary>The pages of risks: the list, one of them, entering one, searching an indicator.</summary>
internal static class RiskPages
{
    private const int OnePage = 50;
    private const int ShownIndicators = 200;
    private const int LongestTitle = 200;
    private static readonly string[] Acts = ["judge", "watch", "dismiss", "report", "reopen"];

    public static void MapRiskPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/risks", List).For(Access.MayOrEmergency("read"));
        routes.MapRead("/risks/new", (HttpContext context, Reader reader) => New(context, reader, null)).For(Access.May("enter-risk"));
        routes.MapPost("/risks/new", Enter).For(Access.May("enter-risk"));
        routes.MapRead("/risks/indicator", Indicator).For(Access.MayOrEmergency("read"));
        routes.MapRead("/risks/{risk}", Show).For(Access.MayOrEmergency("read"));
        routes.MapRead("/risks/{risk}/paper", Paper).For(Access.MayOrEmergency("read"));
        foreach (var act in Acts)
            routes.MapPost($"/risks/{{risk}}/{act}", (HttpContext context, string risk, RiskServices services) =>
                Act(context, risk, act, services)).For(Access.May(RiskApi.RowOf(act)));
        routes.MapPost("/risks/{risk}/open-incident", OpenIncident).For(Access.May("open"));
    }

    private static async Task<IResult> List(HttpContext context, RecordStore store, RiskBook book, Caller caller, Reader reader, QueueStates queue)
    {
        reader.Recognise(context);
        var asked = context.Request.Query;
        // The link of a notice names a risk by its key.
        if (asked["of"].FirstOrDefault() is { Length: > 0 and <= 64 } key
            && await book.Seen([(caller.Organisation, key)], context.RequestAborted) is [var named])
            return new SeeOther($"/risks/{named.Matter}");
        var phase = asked["phase"].FirstOrDefault() is { } said && (said == "all" || RiskPhases.All.Contains(said)) ? said : "";
        var text = asked["q"].FirstOrDefault() is { Length: > 0 } q ? q : null;
        var query = new MatterQuery(caller.Organisation, "risk")
        {
            Text = text, Phases = phase is "" or "all" ? null : [phase], Open = phase.Length == 0 && text is null ? true : null,
            Cursor = asked["cursor"].FirstOrDefault(), Limit = OnePage, Order = MatterOrder.Newest,
        };
        MatterPage page;
        try
        {
            page = await store.List(query, context.RequestAborted);
        }
        catch (StoreException)
        {
            page = await store.List(query = query with { Cursor = null }, context.RequestAborted);
        }

        var seen = (await book.Of(caller.Organisation, [.. page.Rows.Select(r => r.Matter)], context.RequestAborted)).ToDictionary(s => s.Matter);
        var rows = new List<RiskRow>();
        foreach (var row in page.Rows)
            if (await store.Load(caller.Organisation, row.Matter, context.RequestAborted) is { } stored)
                rows.Add(new(stored.Row, RiskKind.ReadState(stored.Body), seen.GetValueOrDefault(row.Matter)));
        var list = new RiskList([.. rows.GroupBy(r => r.State.Group).Select(g => (IReadOnlyList<RiskRow>)[.. g])], phase, text,
            await store.Count(query, context.RequestAborted), page.Next) { Queue = queue.Now };
        return new Page<RiskListPage>(new() { [nameof(RiskListPage.List)] = list });
    }

    private static async Task<IResult> Show(HttpContext context, string risk, RiskServices services)
    {
        services.Reader.Recognise(context);
        return await services.View(risk, null, context.Request.Query["did"].FirstOrDefault(), context.RequestAborted) is { } view
            ? new Page<RiskPage>(new() { [nameof(RiskPage.View)] = view }) : RefusedPage.Of(Problem.Absent, context);
    }

    private static async Task<IResult> Act(HttpContext context, string risk, string act, RiskServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        string? Said(string name) => form[name].ToString() is { Length: > 0 } text ? text : null;
        var acted = Unread(act, Said) is { } wrong ? new Acted.Refused(wrong)
            : await services.Desk.Do(services.Caller, risk, RiskApi.ActOf(act, Said), new(null, null), context.RequestAborted);
        return await Tell(context, acted, risk, form, services);
    }

    /// <summary>A time that was typed and cannot be read is a mistake, not a time left out.</summary>
    private static Refusal? Unread(string act, Func<string, string?> said) => act == "report" && said("done_at") is { } typed
        && !Assess.Lenient.TryInstant(typed, out _)
        ? Refusal.Input("done_at", new("看不出是什么时间", "it is no time"), new("写作 2026-03-02 02:14", "write it as 2026-03-02 02:14")) : null;

    private static async Task<IResult> OpenIncident(HttpContext context, string risk, RiskServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        var (incident, told) = await services.Desk.OpenIncident(services.Caller, risk, null, new(null, null), context.RequestAborted);
        return incident is not null ? new SeeOther($"/incidents/{incident}") : await Tell(context, told, risk, form, services);
    }

    private static async Task<IResult> Tell(HttpContext context, Acted acted, string risk, IFormCollection form, RiskServices services)
    {
        if (acted is Acted.Done)
        {
            var last = await services.Store.Entries(services.Caller.Organisation, risk, 0, 1, newestFirst: true, ct: context.RequestAborted);
            return new SeeOther($"/risks/{risk}?did={last[0].What.Type}");
        }

        if (acted is Acted.Absent)
            return RefusedPage.Of(Problem.Absent, context);
        var refusal = acted is Acted.Refused refused ? refused.Refusal
            : new Refusal(RefusalKind.Order, null, new("这期间别人已经记录了新的内容", "somebody else has written meanwhile"),
                new("请看过后再提交", "look at it and submit it again"));
        var typed = form.Where(f => f.Key != AccessGate.FormTokenField).ToDictionary(f => f.Key, f => f.Value.ToString());
        var shown = new RefusedForm(form["form"].ToString(), typed, refusal.Field,
            new($"{refusal.Wrong.Zh}；{refusal.Remedy.Zh}", $"{refusal.Wrong.En}; {refusal.Remedy.En}"));
        return await services.View(risk, shown, null, context.RequestAborted) is { } view
            ? new Page<RiskPage>(new() { [nameof(RiskPage.View)] = view },
                refusal.Kind == RefusalKind.Authority ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest)
            : RefusedPage.Of(Problem.Absent, context);
    }

    private static IResult New(HttpContext context, Reader reader, RefusedForm? refused)
    {
        reader.Recognise(context);
        return new Page<NewRiskPage>(new() { [nameof(NewRiskPage.Refused)] = refused }, refused is null ? StatusCodes.Status200OK
            : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> Enter(HttpContext context, IntakeDoor door, IntakeWorker worker, RiskBook book, Caller caller, Reader reader)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        if (Fault(form) is var (field, wrong))
            return New(context, reader, new("new", form.ToDictionary(f => f.Key, f => f.Value.ToString()), field, wrong));
        var (json, origin) = (Json(form), new Origin(door.Now, form["source"].ToString() is { Length: > 0 } source ? source : caller.DisplayName));
        var taken = await door.Take(caller.Organisation, $"form:{caller.Person}", RiskFormat.Form, new MemoryStream(json), origin,
            context.RequestAborted);
        if (taken.Full)
            return New(context, reader, new("new", form.ToDictionary(f => f.Key, f => f.Value.ToString()), null, RiskWords.Full));
        await worker.Tick(context.RequestAborted);
        var entered = RiskReader.Read(RiskFormat.Form, new MemoryStream(json), origin).OfType<Received.Read>().First().Report;
        var seen = await book.Seen([(caller.Organisation, RiskKey.Of(entered))], context.RequestAborted);
        return new SeeOther(seen.Count > 0 ? $"/risks/{seen[0].Matter}" : "/risks");
    }

    private static (string Field, Text Wrong)? Fault(IFormCollection form)
    {
        if (string.IsNullOrWhiteSpace(form["title"]) || form["title"].ToString().Length > LongestTitle)
            return ("title", new($"请用一句话说明，不超过 {LongestTitle} 个字", $"say in a line what it is, in at most {LongestTitle} characters"));
        return form["severity"].ToString() is { Length: > 0 } severity && (!int.TryParse(severity, out var value) || value is < 0 or > 10)
            ? ("severity", new("请填 0 至 10，或不填", "give 0 to 10, or leave it out")) : null;
    }

    private static byte[] Json(IFormCollection form) => Encoding.UTF8.GetBytes(Incidents.Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("title", form["title"].ToString());
        json.WriteString("kind", "notice");
        foreach (var name in (ReadOnlySpan<string>)["source", "severity", "description"])
            if (form[name].ToString() is { Length: > 0 } said)
                json.WriteString(name, said);
        json.WriteStartArray("indicators");
        foreach (var line in form["indicators"].ToString().Split(['\n', '，', ',', ' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            json.WriteStringValue(line.Trim());
        json.WriteEndArray();
        json.WriteEndObject();
    }));

    private static async Task<IResult> Indicator(HttpContext context, RecordStore store, Caller caller, Reader reader)
    {
        reader.Recognise(context);
        var (type, value) = (context.Request.Query["type"].ToString(), context.Request.Query["value"].ToString());
        var rows = await store.FindItems(caller.Organisation, IncidentKind.Indicators, $"{type}:{value}", ShownIndicators, context.RequestAborted);
        var matters = new List<MatterRow>();
        foreach (var matter in rows.Select(r => r.Matter).Distinct())
            if (await store.Load(caller.Organisation, matter, context.RequestAborted) is { } stored)
                matters.Add(stored.Row);
        return new Page<IndicatorPage>(new()
        {
            [nameof(IndicatorPage.Type)] = type, [nameof(IndicatorPage.Value)] = value,
            [nameof(IndicatorPage.Matters)] = (IReadOnlyList<MatterRow>)[.. matters.OrderByDescending(m => m.OpenedAt)],
        });
    }

    /// <summary>The official form in which the risk is reported, as far as it speaks of a risk: who reports, what it is called.</summary>
    private static async Task<IResult> Paper(HttpContext context, string risk, RiskDesk desk, PaperDesk papers, Caller caller, Library library, Reader reader)
    {
        if (await desk.Find(caller, risk, context.RequestAborted) is not { } stored)
            return RefusedPage.Of(Problem.Absent, context);
        var (asked, state) = (context.Request.Query["duty"].FirstOrDefault(), RiskKind.ReadState(stored.Body));
        var duty = state.Duties?.Find(d => d.Form is not null && (asked is null || d.Key == asked));
        if (duty is null || library.Find(duty.Key.Split('/')[0]) is not { } pack || pack.Forms.FirstOrDefault(f => f.Id == duty.Form) is not { } form)
            return RefusedPage.Of(Problem.Absent, context);
        var file = Encoding.UTF8.GetBytes(Incidents.Json.Text(json =>
        {
            json.WriteStartObject();
            json.WriteString("incident", state.Title);
            json.WriteStartObject("organisation");
            json.WriteString("name", caller.State.Name);
            foreach (var (fact, value) in caller.State.Profile)
                json.WriteString(fact, value);
            json.WriteEndObject();
            json.WriteStartObject("facts");
            json.WriteEndObject();
            json.WriteEndObject();
        }));
        var incident = IncidentFile.Read(InputText.Read(risk, file), library.Vocabulary);
        var day = reader.Now.Day;
        var paper = Filling.Fill(pack, form, Material.Of(incident, library.On(day).Assess(incident, day), library, reader.Now, await papers.LetterheadOf(caller, context.RequestAborted)),
            Judged(form, state));
        return Results.File(PaperDocument.Write(paper, PaperStamp.Draft(paper.Reference)), PaperRoutes.Word, $"{form.Title.Zh}-{risk}-草稿.docx");
    }

    /// <summary>What was judged stands where a form asks for the cause. Nothing has happened yet, so no time and no level of an incident is stated.</summary>
    private static Dictionary<string, TypedText> Judged(Form form, RiskState state)
    {
        if (state.Judgement is not { } judgement || form.Groups.SelectMany(g => g.Fields).FirstOrDefault(f => f.Fill.Any(w => w.What == Fill.InvestigationCause)) is not { } field)
            return [];
        var reaches = judgement.Level is { } level ? $"可能达到{level.Name().Zh}级别；" : "";
        return new() { [field.Id] = new($"{state.Title}。经研判，{reaches}{judgement.Reason}", judgement.By, judgement.At) };
    }
}

/// <summary>What the pages of one risk need.</summary>
internal sealed class RiskServices(RiskDesk desk, RecordStore store, RiskBook book, IncidentLoading loading, Caller caller, Reader reader)
{
    private const int ShownEvidence = 5;
    private const int ShownIndicators = 200;
    private const int ShownOthers = 20;
    private const int ShownLines = 50;

    public RiskDesk Desk => desk;

    public RecordStore Store => store;

    public Caller Caller => caller;

    public Reader Reader => reader;

    /// <summary>A risk with what its page shows; null when there is none.</summary>
    public async Task<RiskView?> View(string risk, RefusedForm? refused, string? did, CancellationToken cancel)
    {
        if (await desk.Find(caller, risk, cancel) is not { } stored)
            return null;
        var state = RiskKind.ReadState(stored.Body);
        var entries = await store.Entries(caller.Organisation, risk, 0, ShownLines, newestFirst: true, ct: cancel);
        return new(stored.Row, state)
        {
            Seen = await book.Of(caller.Organisation, [risk], cancel) is [var seen, ..] ? seen : null,
            Evidence = await book.Evidence(caller.Organisation, risk, ShownEvidence, cancel),
            Indicators = await store.Items(caller.Organisation, risk, IncidentKind.Indicators, limit: ShownIndicators, ct: cancel),
            Others = await Others(risk, state.Group, cancel),
            Entries = entries,
            Names = await loading.Names(caller, cancel),
            Refused = refused,
            // Believed only of what was done last.
            Did = entries.Count > 0 && entries[0].What.Type == did && entries[0].What.Actor == caller.Person ? did : null,
        };
    }

    private async Task<IReadOnlyList<MatterRow>> Others(string risk, string group, CancellationToken cancel)
    {
        var found = new List<MatterRow>();
        foreach (var row in await store.FindItems(caller.Organisation, RiskKind.Groups, group, ShownOthers, cancel))
            if (row.Matter != risk && await store.Load(caller.Organisation, row.Matter, cancel) is { } other)
                found.Add(other.Row);
        return found;
    }
}

/// <summary>How the queue stands, for pages.</summary>
internal sealed class QueueStates(IntakeQueue queue, IntakeWorker worker, SyslogListener syslog)
{
    public QueueState Now => new(queue.Waiting, worker.Lag, queue.Accepted, syslog.Dropped,
        [.. new[] { syslog.Udp is { } udp ? $"UDP {udp}" : null }.Concat(syslog.Streams.Select(s => $"TCP {s}")).OfType<string>()]);
}
