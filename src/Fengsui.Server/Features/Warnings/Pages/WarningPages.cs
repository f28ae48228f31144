using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Warnings;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.Features.Incidents.Pages;
using Fengsui.Server.Features.Papers;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Warnings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WarningAct = Fengsui.Response.Warnings.WarningAct;

namespace Fengsui.Server.Features.Warnings.Pages;

/// <summary>Everything that a page of warnings needs.</summary>
internal sealed class WarningPageServices(
    WarningDesk desk, WarningBook book, UnitBook units, RecordStore store, Library library, Caller caller, Reader reader, ReceiptLinks links, Refusals refusals,
    IncidentLoading loading)
{
    public WarningDesk Desk => desk;

    public WarningBook Book => book;

    public UnitBook Units => units;

    public RecordStore Store => store;

    public Library Library => library;

    public Caller Caller => caller;

    public Reader Reader => reader;

    public ReceiptLinks Links => links;

    /// <summary>A warning for its page, or null when there is none here.</summary>
    public async Task<WarningSheet?> Find(string warning, CancellationToken ct)
    {
        if (await desk.Find(caller.Organisation, warning, ct) is not { } standing)
            return null;
        var content = standing.State.Draft ?? standing.State.Says();
        // A plan that is no longer among the packs still leaves a warning that can be read.
        var plan = library.Find(content.Plan) ?? library.Find(Pack.SharedId)!;
        return new()
        {
            Standing = standing, Plan = plan, Scene = await desk.SceneOf(WarningActor.Of(caller), standing, null, ct), Caller = caller,
            Names = await loading.Names(caller, ct), Filters = await units.Filters(caller.Organisation, ct),
        };
    }

    /// <summary>Does an act; refusals for want of authority are noted.</summary>
    public async Task<WarningActed> Do(string warning, string name, WarningAct act, CancellationToken ct)
    {
        var acted = await desk.Act(caller, warning, act, new Asked(null, null), ct);
        if (acted is WarningActed.Refused { All: [{ Kind: RefusalKind.Authority }, ..] })
            await refusals.Note(caller, act.Row, warning, "post");
        return acted;
    }
}

/// <summary>The pages of warnings: the list, the draft step by step, the warning with everything that can be done to it, and what comes from outside.</summary>
internal static class WarningPages
{
    private const int PageLength = 50;

    public static void MapWarningPages(this IEndpointRouteBuilder routes)
    {
        var read = Access.May("read");
        routes.MapRead("/warnings", List).For(read);
        routes.MapRead("/warnings/new", ShowNew).For(Access.May("draft-warning"));
        routes.MapPost("/warnings/new", Begin).For(Access.May("draft-warning")).KeepsTyped();
        routes.MapRead("/warnings/received", NewReceived).For(Access.May("receive-warning"));
        routes.MapPost("/warnings/received", Receive).For(Access.May("receive-warning")).KeepsTyped();
        routes.MapRead("/warnings/{warning}", Show).For(read);
        routes.MapRead("/warnings/{warning}/draft", ShowDraft).For(read);
        routes.MapPost("/warnings/{warning}/draft", SaveDraft).For(Access.May("draft-warning")).KeepsTyped();
        routes.MapRead("/warnings/{warning}/notice", Notice).For(read);
        routes.MapRead("/warnings/{warning}/not-received", (HttpContext c, string warning, WarningPageServices s) => Unanswered(c, warning, s, silent: false)).For(read);
        routes.MapRead("/warnings/{warning}/silent", (HttpContext c, string warning, WarningPageServices s) => Unanswered(c, warning, s, silent: true)).For(read);
        foreach (var name in (string[])["revise", "lift", "receipts", "feedback", "measure", "return-receipt", "return-feedback"])
            routes.MapPost($"/warnings/{{warning}}/{name}", (HttpContext context, string warning, WarningPageServices services) => Act(context, warning, name, services))
                .For(Access.May(WarningRoutes.RowOf(name))).KeepsTyped();
    }

    /// <summary>The warnings in force, the gravest first: for the list and for the duty desk.</summary>
    public static async Task<IReadOnlyList<ListedWarning>> InForce(RecordStore store, string organisation, CancellationToken ct)
    {
        var page = await store.List(new(organisation, WarningKind.Instance.Name)
        {
            Phases = [WarningPhase.Issued.Word(), WarningPhase.Received.Word()], Limit = PageLength,
        }, ct);
        return [.. (await Loaded(store, organisation, page.Rows, ct)).OrderByDescending(w => w.Row.Level).ThenByDescending(w => w.Row.Number)];
    }

    private static async Task<IReadOnlyList<ListedWarning>> Loaded(RecordStore store, string organisation, IEnumerable<MatterRow> rows, CancellationToken ct)
    {
        var loaded = new List<ListedWarning>();
        foreach (var row in rows)
            if (await store.Load(organisation, row.Matter, ct) is { } stored)
                loaded.Add(new(stored.Row, WarningKind.Read(stored.Body)));
        return loaded;
    }

    private static async Task<IResult> List(HttpContext context, WarningPageServices services)
    {
        services.Reader.Recognise(context);
        var (store, organisation, ct) = (services.Store, services.Caller.Organisation, context.RequestAborted);
        var text = context.Request.Query["q"].FirstOrDefault() is { Length: > 0 and <= 200 } said ? said : null;
        var query = new MatterQuery(organisation, WarningKind.Instance.Name) { Limit = PageLength, Text = text };
        try
        {
            var drafts = await store.List(query with { Phases = [WarningPhase.Draft.Word()] }, ct);
            var ended = await store.List(query with
            {
                Phases = [WarningPhase.Lifted.Word(), WarningPhase.Discarded.Word()], Cursor = context.Request.Query["cursor"].FirstOrDefault(),
            }, ct);
            var inForce = text is null ? await InForce(store, organisation, ct)
                : await Loaded(store, organisation, (await store.List(query with { Phases = [WarningPhase.Issued.Word(), WarningPhase.Received.Word()] }, ct)).Rows, ct);
            var sheet = new WarningListSheet(
                inForce, await Loaded(store, organisation, drafts.Rows, ct), await Loaded(store, organisation, ended.Rows, ct), ended.Next, text);
            return new Page<WarningListPage>(new() { [nameof(WarningListPage.Sheet)] = sheet });
        }
        catch (StoreException)
        {
            return new SeeOther("/warnings");
        }
    }

    private static IResult ShowNew(HttpContext context, WarningPageServices services)
    {
        services.Reader.Recognise(context);
        return New(TypedForm.Nothing, context.Request.Query["risk"].FirstOrDefault(), context.Request.Query["title"].FirstOrDefault());
    }

    private static Page<NewWarningPage> New(TypedForm typed, string? risk, string? title, int status = StatusCodes.Status200OK) => new(
        new() { [nameof(NewWarningPage.Typed)] = typed, [nameof(NewWarningPage.Risk)] = risk, [nameof(NewWarningPage.Title)] = title }, status);

    private static async Task<IResult> Begin(HttpContext context, WarningPageServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        var risk = form["risk"].ToString() is { Length: > 0 and <= 64 } from ? from : null;
        if (Forms.IsSwitch(form))
            return New(new(form, []), risk, null);
        var content = new WarningContent
        {
            Title = form["title"].ToString().Trim(), Plan = form["plan"].ToString(), Colour = form["colour"].ToString(), Spans = form["spans"] == "1",
            Internal = form["scope"] != "official",
        };
        return await services.Do("", "draft", new WarningAct.Draft(content, risk), context.RequestAborted) switch
        {
            WarningActed.Done done => new SeeOther($"/warnings/{done.Id}/draft"),
            WarningActed.Refused refused => New(new(form, refused.All), risk, null, StatusCodes.Status400BadRequest),
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<IResult> Show(HttpContext context, string warning, WarningPageServices services)
    {
        services.Reader.Recognise(context);
        return await services.Find(warning, context.RequestAborted) is { } sheet
            ? await Page(sheet, services, context.RequestAborted) : RefusedPage.Of(Problem.Absent, context);
    }

    private static async Task<IResult> Page(WarningSheet sheet, WarningPageServices services, CancellationToken ct, int status = StatusCodes.Status200OK)
    {
        if (sheet.State.Phase == WarningPhase.Draft)
            return new SeeOther(sheet.Path("/draft"));
        var organisation = services.Caller.Organisation;
        if (sheet.State is { Outside: null } state && state.Present() is { } present)
        {
            var feedback = await services.Store.Items(organisation, sheet.Standing.Id, WarningKind.Feedback(present.No), limit: PageLength, ct: ct);
            sheet = sheet with
            {
                Deliveries = await services.Book.Deliveries(organisation, sheet.Standing.Id, ct),
                Feedback = [.. feedback.Select(f => (f.Key, WarningKind.ReadFeedback(f.Body)))],
                Answerers = await services.Book.Answerers(organisation, sheet.Standing.Id, present.No, [.. feedback.Select(f => f.Key).Distinct()], ct),
            };
        }
        return new Page<WarningPage>(new() { [nameof(WarningPage.Sheet)] = sheet }, status);
    }

    private static async Task<IResult> ShowDraft(HttpContext context, string warning, WarningPageServices services)
    {
        services.Reader.Recognise(context);
        if (await services.Find(warning, context.RequestAborted) is not { } sheet)
            return RefusedPage.Of(Problem.Absent, context);
        return sheet.State.Draft is null ? new SeeOther(sheet.Path()) : new Page<DraftPage>(new() { [nameof(DraftPage.Sheet)] = sheet });
    }

    private static async Task<IResult> SaveDraft(HttpContext context, string warning, WarningPageServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        var ct = context.RequestAborted;
        if (await services.Find(warning, ct) is not { } sheet)
            return RefusedPage.Of(Problem.Absent, context);
        if (sheet.State.Draft is not { } draft)
            return new SeeOther(sheet.Path());
        if (Forms.IsSwitch(form))
            return Draft(sheet, form, []);
        var then = form["then"].ToString();
        if (then == "discard")
            return await Then(services, sheet, form, "discard", new WarningAct.Discard(form["why"].ToString()), "", ct);
        var content = ContentOf(draft, sheet.Plan, form);
        if (await services.Do(warning, "edit", new WarningAct.Edit(content), ct) is WarningActed.Refused refused)
            return Draft(sheet, form, refused.All);
        return then switch
        {
            "preview" => new SeeOther(sheet.Path("/notice?v=draft")),
            "docx" => new SeeOther($"/api/v1/warnings/{warning}/notice.docx?v=draft"),
            "consent" => await Then(services, sheet, form, "consent", new WarningAct.GiveConsent(form["of"].ToString(), form["document"].ToString()), "/draft?done=draft", ct),
            "issue" => await Then(services, sheet, form, "issue", new WarningAct.Issue(form["number"].ToString()), "?done=issue", ct),
            _ => new SeeOther(sheet.Path("/draft?done=draft")),
        };
    }

    // What was saved stands by now; what was refused after it is told beside what was typed.
    private static async Task<IResult> Then(WarningPageServices services, WarningSheet sheet, IFormCollection form, string name, WarningAct act, string after, CancellationToken ct) =>
        await services.Do(sheet.Standing.Id, name, act, ct) switch
        {
            WarningActed.Done => new SeeOther(sheet.Path(after)),
            WarningActed.Refused refused => Draft(await services.Find(sheet.Standing.Id, ct) ?? sheet, form, refused.All),
            _ => new SeeOther(sheet.Path("/draft")),
        };

    private static Page<DraftPage> Draft(WarningSheet sheet, IFormCollection form, IReadOnlyList<Refusal> wrong) => new(
        new() { [nameof(DraftPage.Sheet)] = sheet with { Typed = new(form, wrong) } }, wrong.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static WarningContent ContentOf(WarningContent draft, Pack plan, IFormCollection form)
    {
        var input = new PaperInput(form.ToDictionary(f => f.Key, f => f.Value));
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in WarningNotice.FormOf(plan)?.Fields.Where(f => f.Fill.Count == 0) ?? [])
            if (input.Value(field) is { Length: > 0 } value)
                fields[field.Id] = value;
        return draft with
        {
            Title = form["title"].ToString().Trim(), Colour = form["colour"].ToString(), Spans = form["spans"] == "1", Internal = form["scope"] != "official", Fields = fields,
            To = new()
            {
                Everybody = form["everybody"] == "1", Regions = Many(form, "region"), Groups = Many(form, "group"),
                Units = form["units"].ToString().Split(['\n', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            },
            ReceiptWithin = Limit(form["receipt_within"].ToString()), FeedbackEvery = Limit(form["feedback_every"].ToString()),
        };
    }

    private static IReadOnlyList<string> Many(IFormCollection form, string name) => [.. form[name].OfType<string>().Where(v => v.Length > 0)];

    private static string? Limit(string said) => said.Trim() is { Length: > 0 } limit ? limit : null;

    private static async Task<IResult> Notice(HttpContext context, string warning, WarningPageServices services)
    {
        services.Reader.Recognise(context);
        var ct = context.RequestAborted;
        var version = context.Request.Query["v"].FirstOrDefault();
        return await services.Find(warning, ct) is { } sheet
            && await NoticePaper.Of(sheet.Standing, WarningActor.Of(services.Caller), version, services.Desk, services.Units, services.Library, ct) is { } notice
            ? new Page<NoticePage>(new() { [nameof(NoticePage.Sheet)] = sheet, [nameof(NoticePage.Notice)] = notice, [nameof(NoticePage.Version)] = version })
            : RefusedPage.Of(Problem.Absent, context);
    }

    private static async Task<IResult> Unanswered(HttpContext context, string warning, WarningPageServices services, bool silent)
    {
        services.Reader.Recognise(context);
        var ct = context.RequestAborted;
        if (await services.Find(warning, ct) is not { } sheet || sheet.State is { Outside: not null } || sheet.State.Present() is not { } present)
            return RefusedPage.Of(Problem.Absent, context);
        var after = WarningRoutes.PlaceOf(context.Request.Query["after"].FirstOrDefault()) ?? default;
        var organisation = services.Caller.Organisation;
        var rows = silent ? await services.Book.Silent(organisation, warning, present, after, PageLength, ct)
            : await services.Book.NotReceived(organisation, warning, present, after, PageLength, ct);
        var units = (await services.Units.Many(organisation, [.. rows.Select(r => r.Key)], ct)).ToDictionary(u => u.Id, StringComparer.Ordinal);
        var shown = rows.Select(r => new SilentUnit(r.Key, units.GetValueOrDefault(r.Key)?.Name ?? r.Key, units.GetValueOrDefault(r.Key)?.Region ?? "",
            sheet.May("record-warning-receipt") ? $"/receipt/{services.Links.Write(new(organisation, warning, present.No, r.Key))}" : null));
        return new Page<SilentPage>(new()
        {
            [nameof(SilentPage.List)] = new SilentSheet(sheet, silent, [.. shown], rows.Count == PageLength ? $"{rows[^1].Place.Seq}.{rows[^1].Place.N}" : null),
        });
    }

    private static async Task<IResult> Act(HttpContext context, string warning, string name, WarningPageServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        var ct = context.RequestAborted;
        if (await services.Find(warning, ct) is not { } sheet)
            return RefusedPage.Of(Problem.Absent, context);
        if (Forms.IsSwitch(form))
            return await Page(sheet with { Typed = new(form, []) }, services, ct);
        WarningAct act = name switch
        {
            "revise" => new WarningAct.Revise(),
            "lift" => new WarningAct.Lift(form["lift_why"].ToString()),
            "receipts" => new WarningAct.RecordReceipts([.. Split(form["unit"].ToString())], form["how"].ToString()),
            "feedback" => new WarningAct.RecordFeedback(form["unit"].ToString().Trim(), form["how"].ToString(), form["text"].ToString(), form["zero"] == "1"),
            "measure" => new WarningAct.DoMeasure(form["measure"].ToString(), form["proof"].ToString()),
            "return-receipt" => new WarningAct.ReturnReceipt(form["how"].ToString(), form["proof"].ToString()),
            "return-feedback" => new WarningAct.ReturnFeedback(form["how"].ToString(), form["text"].ToString(), form["zero"] == "1"),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no act on the page of a warning"),
        };
        return await services.Do(warning, name, act, ct) switch
        {
            WarningActed.Done => new SeeOther(sheet.Path(name == "revise" ? "/draft" : "?done=act")),
            WarningActed.Refused refused => await Page(sheet with { Typed = new(form, refused.All) }, services, ct, StatusCodes.Status400BadRequest),
            _ => new SeeOther(sheet.Path()),
        };
    }

    private static IEnumerable<string> Split(string units) => units.Split(['\n', ',', '，', '、', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IResult NewReceived(HttpContext context, WarningPageServices services)
    {
        services.Reader.Recognise(context);
        return Received(TypedForm.Nothing);
    }

    private static Page<ReceivedPage> Received(TypedForm typed, int status = StatusCodes.Status200OK) => new(new() { [nameof(ReceivedPage.Typed)] = typed }, status);

    private static async Task<IResult> Receive(HttpContext context, WarningPageServices services)
    {
        var form = await Forms.Form(context);
        services.Reader.Recognise(context, form);
        if (Forms.IsSwitch(form))
            return Received(new(form, []));
        var arrived = (Instant?)null;
        if (form["received_at"].ToString().Trim() is { Length: > 0 } said)
        {
            if (!TryReadMoment(said, out var at))
                return Received(new(form, [Refusal.Input("received_at", new("不是时刻", "not a moment"), new("写作 2026-03-02 02:14", "write 2026-03-02 02:14"))]), StatusCodes.Status400BadRequest);
            arrived = at;
        }
        // The plan and the actor are one choice: an actor has measures under one plan.
        var (plan, actor) = form["actor"].ToString().Split('/', 2) is [var p, var a] ? (p, a) : ("", "");
        var pack = services.Library.Find(plan);
        var summary = form["says"].ToString().Trim();
        var field = pack is null ? null : WarningNotice.FormOf(pack)?.Fields.FirstOrDefault(f => f.Fill.Count == 0 && f.Kind == "paragraph");
        var content = new WarningContent
        {
            Title = form["title"].ToString().Trim(), Plan = plan, Colour = form["colour"].ToString(), ReceiptWithin = Limit(form["receipt_within"].ToString()),
            FeedbackEvery = Limit(form["feedback_every"].ToString()),
            Fields = summary.Length > 0 && field is not null ? new(StringComparer.Ordinal) { [field.Id] = summary } : new(StringComparer.Ordinal),
        };
        var act = new WarningAct.Receive(form["issuer"].ToString(), form["number"].ToString(), content, actor, form["how"].ToString(), arrived);
        return await services.Do("", "receive", act, context.RequestAborted) switch
        {
            WarningActed.Done done => new SeeOther($"/warnings/{done.Id}?done=act"),
            WarningActed.Refused refused => Received(new(form, refused.All), StatusCodes.Status400BadRequest),
            _ => throw new InvalidOperationException(),
        };
    }

    private static bool TryReadMoment(string text, out Instant at)
    {
        if (Instant.TryParse(text, out at))
            return true;
        var known = DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        at = known ? Instant.From(moment).Plus(-8 * 3600) : default;
        return known;
    }
}
