using System.Globalization;
using System.Text;
using System.Text.Json;
using Fengsui.Law;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.People;
using Fengsui.Server.People.Pages;
using Fengsui.Server.Platform;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fengsui.Server.Features.Rosters;

/// <summary>The emergency contacts: for everyone in the organisation, as a page, as one sheet for when systems are down, and for programs.</summary>
internal static class ContactRoutes
{
    private const int MostWays = 12;
    private const string SheetStyle = "sheet.css";

    public static void MapContacts(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/contacts", Show).For(Access.SignedIn);
        routes.MapRead("/contacts/sheet", Sheet).For(Access.SignedIn);
        routes.MapRead("/contacts/sheet.html", File).For(Access.SignedIn);
        routes.MapRead("/contacts/bodies", EditBodies).For(Access.May(OrganisationDecisions.ManageSettings));
        routes.MapPost("/contacts/bodies", SaveBodies).For(Access.May(OrganisationDecisions.ManageSettings));
        routes.MapRead("/contacts/{person}", Edit).For(Access.InPerson);
        routes.MapPost("/contacts/{person}", Save).For(Access.InPerson);
        routes.MapRead("/api/v1/contacts", List).For(Access.SignedIn).WithName("contacts").WithTags("roster");
        routes.MapPatch("/api/v1/contacts/bodies", ChangeBodies).For(Access.May(OrganisationDecisions.ManageSettings)).WithName("contacts-bodies").WithTags("roster");
    }

    private static async Task<IResult> Show(HttpContext context, EmergencyContacts contacts, Reader reader)
    {
        reader.Recognise(context);
        return new Page<ContactsPage>(new() { [nameof(ContactsPage.Contacts)] = await contacts.Of(context.RequestAborted) });
    }

    private static async Task<IResult> Sheet(HttpContext context, EmergencyContacts contacts, Reader reader)
    {
        reader.Recognise(context);
        return new Page<ContactSheet>(new() { [nameof(ContactSheet.Contacts)] = await contacts.Of(context.RequestAborted) });
    }

    /// <summary>The sheet as a file that needs nothing beside it: it opens from a stick when this system does not answer.</summary>
    private static async Task<IResult> File(HttpContext context, EmergencyContacts contacts, Assets assets, Reader reader)
    {
        reader.Recognise(context);
        var list = await contacts.Of(context.RequestAborted);
        var services = context.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ContactSheet>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ContactSheet.Contacts)] = list, [nameof(ContactSheet.Style)] = Encoding.UTF8.GetString(assets.Find(SheetStyle)!.Bytes),
        }))).ToHtmlString());
        return Results.File(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", $"应急联络-{list.At.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.html");
    }

    private static async Task<IResult> List(HttpContext context, EmergencyContacts contacts, Reader reader)
    {
        reader.Recognise(context);
        var list = await contacts.Of(context.RequestAborted);
        return Results.Json(new
        {
            at = list.At.ToString(),
            posts = list.Posts.Select(p => new
            {
                post = p.Id,
                name = p.Name.In(reader.Language),
                people = p.People.Select(q => new
                {
                    person = q.Id, display_name = q.Name, deputy = q.Deputy, contacts = q.Also,
                    ways = q.Ways.Select(w => new { channel = w.Channel, address = w.Address, not_proven_days = w.ProvenDays }),
                }),
            }),
            bodies = list.Bodies.Select(b => new
            {
                body = b.Name.Zh, name = b.Name.In(reader.Language), under = b.Under.In(reader.Language), number = b.Number?.Number,
                checked_days = b.Number is null ? (long?)null : b.CheckedDays,
            }),
        });
    }

    private static async Task<IResult> EditBodies(HttpContext context, EmergencyContacts contacts, Reader reader)
    {
        reader.Recognise(context);
        return Page(await contacts.Of(context.RequestAborted), null);
    }

    private static async Task<IResult> SaveBodies(HttpContext context, EmergencyContacts contacts, Decisions decisions, Reader reader)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        var list = await contacts.Of(context.RequestAborted);
        if (Forms.IsSwitch(form))
            return Page(list, new("bodies", form, null));
        var typed = BodyNumbersPage.Typed(form).Where(t => t.Checked).DistinctBy(t => t.Body).ToList();
        // What somebody else has written since this form was opened was not seen.
        var wrong = typed.Find(t => list.NumberOf(t.Body) != t.Was) is { Body: { } body } raced ? BodyNumbersPage.Raced(body, list.NumberOf(body)) with { Key = raced.Field }
            : await decisions.Do(new OrganisationAct.CheckNumbers(typed.ToDictionary(t => t.Body, t => t.Number)), null, context.RequestAborted);
        return wrong is null ? new SeeOther("/contacts/bodies?done=bodies")
            : Page(list, new("bodies", form, typed.Find(t => t.Body == wrong.Key) is { Field: { } field } ? wrong with { Key = field } : wrong));
    }

    private static async Task<IResult> ChangeBodies(HttpContext context, Decisions decisions, EmergencyContacts contacts)
    {
        var (fields, notJson) = await Forms.Json(context, [.. (await contacts.Of(context.RequestAborted)).Bodies.Select(b => b.Name.Zh)]);
        if (notJson is not null)
            return notJson;
        foreach (var (body, said) in fields)
            if (said.ValueKind != JsonValueKind.String)
                return Problem.Field(body, new("号码不是文字", "its number is not a text"), new("请用引号写作文字，空的是删去", "write it as text in quotes; empty removes it"));
        return await decisions.Answer(new OrganisationAct.CheckNumbers(fields.ToDictionary(f => f.Key, f => f.Value.GetString()!)), null, context.RequestAborted);
    }

    private static Page<BodyNumbersPage> Page(ContactList list, Posted? refused) => new(
        new() { [nameof(BodyNumbersPage.Contacts)] = list, [nameof(BodyNumbersPage.Refused)] = refused }, refused?.Wrong?.Status ?? StatusCodes.Status200OK);

    private static async Task<IResult> Edit(HttpContext context, string person, Caller caller, AccountBook book, ContactBook contacts, Reader reader)
    {
        reader.Recognise(context);
        return await Ours(person, caller, book, context.RequestAborted) is { } account
            ? Page(account, [.. (await contacts.OfAccount(person, context.RequestAborted)).Where(c => c.Channel != "app").Select(c => (c.Channel, c.Address))], null)
            : RefusedPage.Of(Problem.Absent, context);
    }

    private static async Task<IResult> Save(HttpContext context, string person, Caller caller, AccountBook book, ContactBook contacts, Reader reader)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        if (await Ours(person, caller, book, context.RequestAborted) is not { } account)
            return RefusedPage.Of(Problem.Absent, context);
        var typed = Enumerable.Range(0, MostWays).Select(n => (Channel: form[$"channel-{n}"].ToString(), Address: form[$"address-{n}"].ToString().Trim()))
            .Where(w => w.Channel.Length > 0 || w.Address.Length > 0).ToList();
        if (Forms.IsSwitch(form))
            return Page(account, typed, null);
        for (var n = 0; n < typed.Count; n++)
            if (AtFault(typed[n].Channel, typed[n].Address) is var (field, wrong, remedy))
                return Page(account, typed, Problem.Field($"{field}-{n}", wrong, remedy));
        // The app needs no address; whoever has it keeps it, behind the ways that reach people out of it.
        var app = (await contacts.OfAccount(person, context.RequestAborted)).Where(c => c.Channel == "app");
        await contacts.Save(person, [.. typed.Select(w => new Contact(caller.Organisation, person, 0, w.Channel, w.Address, null, null)), .. app], context.RequestAborted);
        return new SeeOther($"/contacts/{person}?done=contacts");
    }

    /// <summary>Oneself, or those who manage people.</summary>
    private static async Task<Account?> Ours(string person, Caller caller, AccountBook book, CancellationToken ct) =>
        person != caller.Person && caller.May(OrganisationDecisions.ManagePeople) is not Authority.Allowed ? null
            : await PersonRoutes.Ours(person, caller, book, ct) is { LeftAt: null } account ? account : null;

    private static (string Field, Text Wrong, Text Remedy)? AtFault(string channel, string address) => channel is "" or Ways.App
        ? ("channel", new("没有选择渠道", "no channel is chosen"), new("请选择", "choose one")) : Ways.AtFault(channel, address);

    private static Page<ContactEditPage> Page(Account account, IReadOnlyList<(string Channel, string Address)> ways, Problem? wrong) => new(new()
    {
        [nameof(ContactEditPage.Account)] = account, [nameof(ContactEditPage.Ways)] = ways, [nameof(ContactEditPage.Wrong)] = wrong,
    }, wrong?.Status ?? StatusCodes.Status200OK);
}
