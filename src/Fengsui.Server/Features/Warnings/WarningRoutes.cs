using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Papers;
using Fengsui.Response.Incidents;
using Fengsui.Response.Papers;
using Fengsui.Response.Warnings;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Incidents;
using Fengsui.Server.Features.Warnings.Pages;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Warnings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WarningAct = Fengsui.Response.Warnings.WarningAct;

namespace Fengsui.Server.Features.Warnings;

/// <summary>
/// <c>POST /api/v1/warnings</c> drafts one, <c>POST /api/v1/warnings/received</c> enters one from outside, <c>POST /api/v1/warnings/{id}/{act}</c> acts on it; and
/// what is read of them.
/// </summary>
internal static class WarningRoutes
{
    private const int LongestKey = 100;
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Registers what warnings need.</summary>
    public static void AddWarnings(this IServiceCollection services)
    {
        services.AddSingleton(s => new UnitBook(s.GetRequiredService<Database>()));
        services.AddSingleton(s => new WarningBook(s.GetRequiredService<Database>()));
        services.AddSingleton<WarningDesk>();
        services.AddSingleton<ReceiptLinks>();
        services.AddSingleton(s => s.GetRequiredService<WarningDesk>().Due);
        services.AddSingleton<WarningChannels>();
        services.AddSingleton(s => new WarningPost(s.GetRequiredService<WarningChannels>().Send));
        services.AddSingleton<WarningSender>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<WarningSender>());
        services.AddScoped<WarningPageServices>();
        services.AddScoped<ReceiptServices>();
    }

    /// <summary>Maps everything about warnings and the register of units.</summary>
    public static void MapWarnings(this IEndpointRouteBuilder routes)
    {
        foreach (var (name, shape) in WarningActNames.All)
            MapAct(routes, name, shape);
        routes.MapRead("/api/v1/warnings", List).For(Access.May("read")).WithTags("warning");
        routes.MapRead("/api/v1/warnings/{warning}", Show).For(Access.May("read")).WithTags("warning");
        routes.MapRead("/api/v1/warnings/{warning}/not-received", (HttpContext c, string warning, Caller who, WarningDesk d, WarningBook b) => Lists(c, warning, who, d, b.NotReceived))
            .For(Access.May("read")).WithTags("warning");
        routes.MapRead("/api/v1/warnings/{warning}/silent", (HttpContext c, string warning, Caller who, WarningDesk d, WarningBook b) => Lists(c, warning, who, d, b.Silent))
            .For(Access.May("read")).WithTags("warning");
        routes.MapRead("/api/v1/warnings/{warning}/notice.docx", Notice).For(Access.May("read")).WithTags("warning");
        routes.MapUnits();
        routes.MapReceipts();
        routes.MapWarningPages();
    }

    private static void MapAct(IEndpointRouteBuilder routes, string name, JsonTypeInfo shape)
    {
        var pattern = name switch
        {
            "draft" => "/api/v1/warnings",
            "receive" => "/api/v1/warnings/received",
            _ => $"/api/v1/warnings/{{warning}}/{name}",
        };
        Map(pattern, name);
        // A new version of a warning from outside belongs to the one that was entered.
        if (name == "receive")
            Map("/api/v1/warnings/{warning}/received", "receive-again");

        void Map(string at, string called) => routes.MapPost(at, (HttpContext context, WarningDesk desk, Caller caller, Refusals refusals) =>
                Act(context, name, desk, caller, refusals))
            .For(Access.May(RowOf(name))).WithName($"warning-{called}").WithTags("warning").Accepts(shape.Type, "application/json", "*/*").WithSummary(called);
    }

    /// <summary>The row of the table of posts and acts that lets somebody in.</summary>
    public static string RowOf(string name) => name switch
    {
        "draft" or "edit" or "revise" or "discard" => "draft-warning",
        "consent" => "consent-warning",
        "issue" => "issue-warning",
        "lift" => "lift-warning",
        "receipts" or "feedback" => "record-warning-receipt",
        "receive" => "receive-warning",
        "measure" or "return-receipt" or "return-feedback" => "respond-warning",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no act on warnings"),
    };

    private static async Task<IResult> Act(HttpContext context, string name, WarningDesk desk, Caller caller, Refusals refusals)
    {
        var body = await Body(context);
        if (body.Length > InputText.MaxBytes)
            return Problem.Field("body", new("超过 1 MiB", "larger than 1 MiB"), new("请分批", "send it in portions")) with { Status = StatusCodes.Status413PayloadTooLarge };
        var (act, unread) = Read(name, body);
        if (unread is not null)
            return unread;
        var warning = context.Request.RouteValues["warning"] as string ?? "";
        var (asked, wrong) = Ask(context, name, warning, body);
        if (wrong is not null)
            return wrong;
        var acted = await desk.Act(caller, warning, act!, asked!, context.RequestAborted);
        if (acted is WarningActed.Refused { All: [{ Kind: RefusalKind.Authority }, ..] })
            await refusals.Note(caller, act!.Row, warning, "post");
        return Tell(context, acted);
    }

    private static IResult Tell(HttpContext context, WarningActed acted)
    {
        switch (acted)
        {
            case WarningActed.Done done:
                if (done.Version is { } version)
                    context.Response.Headers.ETag = $"\"{version}\"";
                return Results.Text(done.Answer, "application/json", Encoding.UTF8, done.Status);
            case WarningActed.Refused refused:
                return ProblemOf(refused.All);
            case WarningActed.Late late:
                context.Response.Headers.ETag = $"\"{late.Version}\"";
                return Problem.Conflict(new("这期间别人已经记录了新的内容", "somebody else has written meanwhile"), new("先看新的版本，再提交", "look at the new version, then send it again"),
                    new Dictionary<string, object?> { ["version"] = late.Version });
            case WarningActed.KeyReused:
                return Problem.Field("Idempotency-Key", new("这个键已用于另一个请求", "this key was used for another request"), new("每个请求用新的键", "use a new key for each request"))
                    with { Status = StatusCodes.Status422UnprocessableEntity };
            case WarningActed.Absent:
                return Problem.Absent;
            default:
                throw new InvalidOperationException();
        }
    }

    private static Problem ProblemOf(IReadOnlyList<Refusal> all)
    {
        var problem = ActRoutes.ProblemOf(all[0]);
        if (all.Count == 1)
            return problem;
        var more = new Dictionary<string, object?>(problem.More ?? new Dictionary<string, object?>())
        {
            ["all"] = all.Select(r => new { key = r.Field, wrong = r.Wrong.Zh, wrong_en = r.Wrong.En, article = r.Article }).ToList(),
        };
        return problem with { More = more };
    }

    private static (WarningAct? Act, Problem? Wrong) Read(string name, byte[] body)
    {
        var shape = WarningActNames.All[name];
        try
        {
            return (WarningActNames.Read(name, body.Length == 0 ? "{}"u8 : body), null);
        }
        catch (JsonException e)
        {
            var path = e.Path is { Length: > 2 } p && p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : "body";
            var names = shape.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null).Select(p => p.Name).ToList();
            return (null, Problem.Field(path, new("缺少必填的键，或者值的形式不对", "a key is missing, or its value has the wrong form"),
                new($"可用的键：{string.Join("、", names)}", $"its keys: {string.Join(", ", names)}")));
        }
    }

    private static (Asked? Asked, Problem? Wrong) Ask(HttpContext context, string name, string warning, byte[] body)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        long? expected = null;
        if (header is not ("" or "*"))
        {
            if (header is not ['"', .. var inner, '"'] || !long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == 0)
                return (null, Problem.Field("If-Match", new("不是版本", "not a version"), new("写作 If-Match: \"12\"，即 ETag 给出的版本", "write If-Match: \"12\", the version that ETag gave")));
            expected = version;
        }
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey || key.Any(c => c is < ' ' or > '~'))
            return (null, Problem.Field("Idempotency-Key", new($"超过 {LongestKey} 个字符，或不是 ASCII", $"longer than {LongestKey} characters, or not ASCII"), new("例如一个 UUID", "a UUID, for example")));
        var request = SHA256.HashData([.. Encoding.UTF8.GetBytes($"warning-{name}\n{warning}\n{expected}\n"), .. body]);
        return (new(expected, key.Length == 0 ? null : (key, Convert.ToHexStringLower(request))), null);
    }

    private static async Task<byte[]> Body(HttpContext context)
    {
        var buffer = new byte[InputText.MaxBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        return buffer[..length];
    }

    private static async Task<IResult> List(HttpContext context, Caller caller, RecordStore store)
    {
        try
        {
            var page = await store.List(new(caller.Organisation, WarningKind.Instance.Name)
            {
                Text = context.Request.Query["q"].FirstOrDefault(), Cursor = context.Request.Query["cursor"].FirstOrDefault(),
                Open = context.Request.Query["open"].FirstOrDefault() switch { "true" => true, "false" => false, _ => null },
            }, context.RequestAborted);
            return Results.Json(new
            {
                warnings = page.Rows.Select(r => new { warning = r.Matter, title = r.Title, phase = r.Phase, level = r.Level == 0 ? null : Fengsui.Law.Grading.Levels.Word((Fengsui.Law.Grading.Level)r.Level), version = r.Version }),
                next = page.Next,
            });
        }
        catch (StoreException wrong)
        {
            return Problem.Field("cursor", wrong.Said, new("使用上一页给出的 next", "use `next` of the page before"));
        }
    }

    private static async Task<IResult> Show(HttpContext context, string warning, Caller caller, WarningDesk desk)
    {
        if (await desk.Find(caller.Organisation, warning, context.RequestAborted) is not { } standing)
            return Problem.Absent;
        context.Response.Headers.ETag = $"\"{standing.Version}\"";
        return Results.Text(WarningAnswer.Write(standing), "application/json", Encoding.UTF8);
    }

    private static async Task<IResult> Lists(
        HttpContext context, string warning, Caller caller, WarningDesk desk,
        Func<string, string, WarningVersion, ItemPlace, int, CancellationToken, Task<IReadOnlyList<ItemRow>>> list)
    {
        if (await desk.Find(caller.Organisation, warning, context.RequestAborted) is not { } standing || standing.State.Present() is not { } present)
            return Problem.Absent;
        if (PlaceOf(context.Request.Query["after"].FirstOrDefault()) is not { } after)
            return Problem.Field("after", new("不是位置", "not a place"), new("使用上一页给出的 next", "use `next` of the page before"));
        const int Limit = 200;
        var rows = await list(caller.Organisation, warning, present, after, Limit, context.RequestAborted);
        return Results.Json(new { version = present.No, units = rows.Select(r => r.Key), next = rows.Count == Limit ? $"{rows[^1].Place.Seq}.{rows[^1].Place.N}" : null });
    }

    /// <summary>A place in a list as an address carries it; null when it is none.</summary>
    public static ItemPlace? PlaceOf(string? text) => text switch
    {
        null or "" => default(ItemPlace),
        _ => text.Split('.') is [var seq, var n] && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            && long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var m) ? new ItemPlace(s, m) : null,
    };

    private static async Task<IResult> Notice(HttpContext context, string warning, Caller caller, WarningDesk desk, UnitBook units, Library library) =>
        await desk.Find(caller.Organisation, warning, context.RequestAborted) is { } standing
            && await NoticePaper.Of(standing, WarningActor.Of(caller), context.Request.Query["v"].FirstOrDefault(), desk, units, library, context.RequestAborted) is { } notice
            ? Results.File(PaperDocument.Write(notice.Paper, notice.Stamp), Word, notice.FileName)
            : Problem.Absent;
}

/// <summary>The notice of a warning on paper: a draft, or a version as it was issued.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Stamp">Its stamp.</param>
/// <param name="FileName">What a download is called.</param>
internal sealed record NoticePaper(Paper Paper, PaperStamp Stamp, string FileName)
{
    /// <summary>The notice, or null where there is none.</summary>
    /// <param name="standing">The warning.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="version">Which version; null for what counts now, <c>draft</c> for the draft.</param>
    /// <param name="desk">The desk.</param>
    /// <param name="units">The register.</param>
    /// <param name="library">The law.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<NoticePaper?> Of(
        StandingWarning standing, WarningActor actor, string? version, WarningDesk desk, UnitBook units, Library library, CancellationToken ct)
    {
        var state = standing.State;
        var issued = version is null or "draft" ? version is null ? state.Present() : null : state.Versions.Find(v => v.No.ToString(CultureInfo.InvariantCulture) == version);
        var content = issued?.Content ?? (version is null or "draft" ? state.Draft : null);
        if (content is null || library.Find(content.Plan) is not { } pack || WarningNotice.FormOf(pack) is not { } form)
            return null;
        var names = (await units.Many(actor.Organisation, content.To.Units, ct)).ToDictionary(u => u.Id, u => u.Name, StringComparer.Ordinal);
        var recipients = state.Outside is not null ? actor.State.Name : content.To.Words(u => names.GetValueOrDefault(u, u));
        var scene = await desk.SceneOf(actor, null, null, ct);
        var paper = WarningNotice.Of(pack, form, content, issued?.Issuer ?? WarningDecisions.IssuerOf(content, scene), recipients, issued?.At);
        var mark = issued is null ? "草稿，未发布" : state.Outside is not null ? $"据来文录入 {issued.Number}" : $"{issued.Number} 第{issued.No}版";
        var stamp = new PaperStamp(mark, paper.Reference, RecordHead: standing.Head);
        return new(paper, stamp, $"{form.Title.Zh}-{standing.Id}-{(issued is null ? "草稿" : $"第{issued.No}版")}.docx");
    }
}
