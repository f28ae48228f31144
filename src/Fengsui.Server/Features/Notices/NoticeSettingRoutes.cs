using Fengsui.Law;
using Fengsui.Response.Notices;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Server.People.Pages;
using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Fengsui.Store.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Features.Notices;

/// <summary>The pages on which channels and policy are set.</summary>
internal static class NoticeSettingRoutes
{
    private const string Manage = "manage-settings";

    public static void MapNoticeSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/settings/notices", Show).For(Access.May(Manage));
        routes.MapPost("/settings/notices/policy", SavePolicy).For(Access.May(Manage));
        routes.MapRead("/settings/notices/channels/{id}", ShowChannel).For(Access.May(Manage));
        routes.MapPost("/settings/notices/channels", SaveChannel).For(Access.May(Manage));
        routes.MapPost("/settings/notices/channels/{id}/remove", RemoveChannel).For(Access.May(Manage));
    }

    private static Task<IResult> Show(HttpContext context, SettingViews views, Reader reader)
    {
        reader.Recognise(context);
        return views.Page(null, context.Request.Query["incident"].ToString().Trim(), context.RequestAborted);
    }

    private static async Task<IResult> SavePolicy(HttpContext context, NoticeSettings settings, SettingViews views, Reader reader)
    {
        var typed = await Forms.Form(context);
        reader.Recognise(context, typed);
        if (Forms.IsSwitch(typed))
            return await views.Page(new Posted("policy", typed, null), "", context.RequestAborted);
        var wrong = await settings.SavePolicy(typed["policy"].ToString().ReplaceLineEndings("\n"), context.RequestAborted);
        return wrong is null ? new SeeOther("/settings/notices?done=policy") : await views.Page(new Posted("policy", typed, wrong), "", context.RequestAborted);
    }

    private static async Task<IResult> ShowChannel(HttpContext context, string id, SettingViews views, Reader reader)
    {
        reader.Recognise(context);
        return await views.Channel(id, context.Request.Query["kind"].ToString(), null, context.RequestAborted);
    }

    private static async Task<IResult> SaveChannel(HttpContext context, NoticeSettings settings, SettingViews views, Reader reader)
    {
        var typed = await Forms.Form(context);
        reader.Recognise(context, typed);
        var (id, kind) = (typed["id"].ToString().Trim(), typed["kind"].ToString());
        var wrong = Forms.IsSwitch(typed) ? null : await settings.SaveChannel(id, kind, views.Values(kind, typed), context.RequestAborted);
        return wrong is null && !Forms.IsSwitch(typed)
            ? new SeeOther("/settings/notices?done=channel")
            : await views.Channel(id, kind, new Posted("channel", typed, wrong), context.RequestAborted);
    }

    private static async Task<IResult> RemoveChannel(HttpContext context, string id, NoticeSettings settings) =>
        await settings.RemoveChannel(id, context.RequestAborted) is { } wrong ? wrong : new SeeOther("/settings/notices?done=channel");
}

/// <summary>Makes the pages of the settings of notices.</summary>
internal sealed class SettingViews(
    Caller caller, ChannelBook channels, NoticeBook book, AccountBook accounts, NoticeRehearsals rehearsals, NoticeWorld world, NoticeLinks links)
{
    /// <summary>The page of channels and policy.</summary>
    public async Task<IResult> Page(Posted? posted, string incident, CancellationToken ct)
    {
        var policy = await book.Policy(caller.Organisation, ct);
        return new Page<NoticeSettingsPage>(
            new()
            {
                [nameof(NoticeSettingsPage.Channels)] = await channels.Of(caller.Organisation, ct),
                [nameof(NoticeSettingsPage.Kinds)] = channels.Kinds.Select(k => k.Kind).ToList(),
                [nameof(NoticeSettingsPage.Text)] = posted?.Value("policy", "policy") ?? policy?.Body ?? PolicyReader.DefaultText,
                [nameof(NoticeSettingsPage.IsDefault)] = policy is null,
                [nameof(NoticeSettingsPage.Refused)] = posted,
                [nameof(NoticeSettingsPage.Incident)] = incident,
                [nameof(NoticeSettingsPage.Rehearsed)] = incident.Length is > 0 and <= 64 ? await rehearsals.Of(caller.Organisation, incident, world.Now, ct) : null,
                [nameof(NoticeSettingsPage.Names)] = (await accounts.AccountsOf(caller.Organisation, ct)).ToDictionary(a => a.Id, a => a.DisplayName),
            },
            posted?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>The page of one channel, or of a new one.</summary>
    public async Task<IResult> Channel(string id, string kind, Posted? posted, CancellationToken ct)
    {
        var found = (await channels.Of(caller.Organisation, ct)).FirstOrDefault(c => c.Id == id);
        if (channels.Kind(found?.Kind ?? kind) is not { } of)
            return Results.NotFound();
        return new Page<ChannelPage>(
            new()
            {
                [nameof(ChannelPage.Kind)] = of.Kind,
                [nameof(ChannelPage.Id)] = found?.Id ?? "",
                [nameof(ChannelPage.IsNew)] = found is null,
                [nameof(ChannelPage.Of)] = of,
                [nameof(ChannelPage.Values)] = found?.Values ?? new Dictionary<string, string>(),
                [nameof(ChannelPage.CallbackAddress)] = of is GatewayChannel && found is not null
                    ? $"{links.Address}/api/v1/notices/callback/{caller.Organisation}/{found.Id}/…" : null,
                [nameof(ChannelPage.Refused)] = posted,
            },
            posted?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>What was typed for a kind of channel.</summary>
    public IReadOnlyDictionary<string, string> Values(string kind, IFormCollection typed) => (channels.Kind(kind)?.Fields ?? [])
        .ToDictionary(f => f.Name, f => typed[f.Name].ToString().ReplaceLineEndings("\n").Trim());
}
