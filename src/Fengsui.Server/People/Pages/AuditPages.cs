using System.Globalization;
using Fengsui.Response.Organisations;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People.Pages;

/// <summary>The journal of the organisation and its log, newest first, by kind, page by page.</summary>
internal static class AuditPages
{
    private const int AtOnce = 50;

    public static void MapAuditPages(this IEndpointRouteBuilder routes) => routes.MapRead("/audit", Show).For(Access.May("read-audit"));

    private static async Task<IResult> Show(HttpContext context, Caller caller, AccountBook book, RecordStore store, Reader reader)
    {
        reader.Recognise(context);
        var log = context.Request.Query["which"] == "log";
        var type = AuditWords.Of(log).ContainsKey(context.Request.Query["type"].ToString()) ? context.Request.Query["type"].ToString() : null;
        _ = long.TryParse(context.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before);
        var lines = await store.Entries(
            caller.Organisation, log ? LogKind.MatterOf(caller.Organisation) : caller.Organisation, before, AtOnce + 1, newestFirst: true,
            types: type is null ? null : [type], ct: context.RequestAborted);
        return new Page<AuditPage>(new()
        {
            [nameof(AuditPage.Log)] = log,
            [nameof(AuditPage.Type)] = type,
            [nameof(AuditPage.IsNewest)] = before == 0,
            [nameof(AuditPage.Lines)] = lines.Take(AtOnce).ToList(),
            [nameof(AuditPage.Older)] = lines.Count > AtOnce ? lines[AtOnce - 1].Seq : null,
            [nameof(AuditPage.Names)] = (await book.AccountsOf(caller.Organisation, context.RequestAborted)).ToDictionary(a => a.Id,
                a => a.DisplayName),
        });
    }
}
