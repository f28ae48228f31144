using System.Text.Json;
using Fengsui.Law.Packs;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>
/// The one-time links: founding an organisation, and accepting an invitation. A link that is used, over or foreign is as if it were not there.
/// </summary>
internal static class SetUpRoutes
{
    private const int LongestText = 1000;

    public static void MapSetUp(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/setup/{secret}", ShowSetUp).For(Access.Everyone);
        routes.MapPost("/setup/{secret}", PostSetUp).For(Access.Everyone);
        routes.MapPost("/api/v1/setup/{secret}", SetUp).For(Access.Everyone);
        routes.MapRead("/invitation/{secret}", ShowInvitation).For(Access.Everyone);
        routes.MapPost("/invitation/{secret}", PostInvitation).For(Access.Everyone);
        routes.MapPost("/api/v1/invitation/{secret}", Accept).For(Access.Everyone);
    }

    private static async Task<IResult> ShowSetUp(HttpContext context, string secret, Tickets tickets, Throttle throttle, Reader reader)
    {
        reader.Recognise(context);
        if (throttle.Address(context, reader.Now) is { } seconds)
            return RefusedPage.Of(Problem.TooMany(seconds), context);
        return await tickets.Look(Tickets.SetUp, secret, context.RequestAborted) is null
            ? Over(context)
            : new Page<SetUpPage>();
    }

    private static async Task<IResult> PostSetUp(HttpContext context, string secret, Founding founding, SignInSteps steps, Throttle throttle,
        Library library, Reader reader)
    {
        var posted = await Forms.Form(context);
        reader.Recognise(context, posted);
        if (throttle.Address(context, reader.Now) is { } seconds)
            return RefusedPage.Of(Problem.TooMany(seconds), context);
        string Field(string name) => posted[name].ToString();
        var form = new SetUpForm(Field("organisation").Trim(), Field("user_name"), Field("display_name"), Field("contacts"), Field("password"),
            posted["first_responsible"].Count > 0, ProfileEntries.Read(posted, library));
        if (Forms.IsSwitch(posted))
            return new Page<SetUpPage>(new() { [nameof(SetUpPage.Posted)] = form with { Password = "" } });
        if (form.Password != Field("password_again"))
            return Again(form, PeopleWords.PasswordsDiffer);
        if (form.DisplayName.Trim().Length == 0)
            form = form with { DisplayName = form.UserName };
        var (account, wrong) = await founding.Found(secret, form, context.RequestAborted);
        if (wrong is not null)
            return Again(form, wrong);
        if (account is null)
            return Over(context);
        await steps.Link(context, account);
        return Results.Redirect("/");
    }

    /// <summary>The page of a link that was used, is over, or never was: which of them, it does not tell.</summary>
    private static IResult Over(HttpContext context) => RefusedPage.Of(PeopleWords.LinkOver, context);

    private static Page<SetUpPage> Again(SetUpForm form, Problem wrong) =>
        new(new() { [nameof(SetUpPage.Posted)] = form with { Password = "" }, [nameof(SetUpPage.Wrong)] = wrong }, wrong.Status);

    private static async Task<IResult> SetUp(HttpContext context, string secret, Founding founding, SignInSteps steps, Throttle throttle,
        Reader reader)
    {
        if (throttle.Address(context, reader.Now) is { } seconds)
            return Problem.TooMany(seconds);
        var (fields, notJson) = await Forms.Json(context, "organisation", "user_name", "display_name", "contacts", "password", "first_responsible",
            "profile");
        var (organisation, noName) = fields.Text("organisation", LongestText);
        var (userName, noUser) = fields.Text("user_name", LongestText);
        var (displayName, noDisplay) = fields.Text("display_name", LongestText, optional: true);
        var (contacts, noContacts) = fields.Text("contacts", LongestText, optional: true);
        var (password, noPassword) = fields.Text("password", LongestText);
        var (first, noFlag) = fields.Flag("first_responsible", missing: true);
        var (profile, noProfile) = Profile(fields);
        if ((notJson ?? noName ?? noUser ?? noDisplay ?? noContacts ?? noPassword ?? noFlag ?? noProfile) is { } at)
            return at;
        var form = new SetUpForm(organisation, userName, displayName.Length > 0 ? displayName : userName, contacts, password, first, profile);
        var (account, wrong) = await founding.Found(secret, form, context.RequestAborted);
        if (account is null)
            return wrong ?? Problem.Absent;
        return SignInRoutes.Answer(await steps.Link(context, account));
    }

    private static (Dictionary<string, string> Profile, Problem? Wrong) Profile(Dictionary<string, JsonElement> fields)
    {
        var profile = new Dictionary<string, string>();
        if (!fields.TryGetValue("profile", out var said))
            return (profile, null);
        if (said.ValueKind != JsonValueKind.Object)
            return (profile, Problem.Field("profile", new("不是对象", "not an object"), new("请写作 {\"事实\": \"取值\"}", "write {\"fact\": \"value\"}")));
        foreach (var fact in said.EnumerateObject())
        {
            if (fact.Value.ValueKind != JsonValueKind.String)
                return (profile, Problem.Field(fact.Name, new("取值不是文字", "its value is not a text"), new("请用引号写作文字", "write it as text in quotes")));
            profile[fact.Name] = fact.Value.GetString()!;
        }
        return (profile, null);
    }

    private static async Task<IResult> ShowInvitation(HttpContext context, string secret, Founding founding, Throttle throttle, Reader reader)
    {
        reader.Recognise(context);
        if (throttle.Address(context, reader.Now) is { } seconds)
            return RefusedPage.Of(Problem.TooMany(seconds), context);
        return await founding.Invited(secret, context.RequestAborted) is { } account
            ? new Page<InvitationPage>(new() { [nameof(InvitationPage.Name)] = account.DisplayName,
                [nameof(InvitationPage.UserName)] = account.UserName })
            : Over(context);
    }

    private static async Task<IResult> PostInvitation(HttpContext context, string secret, Founding founding, SignInSteps steps, Throttle throttle,
        Reader reader)
    {
        var posted = await Forms.Form(context);
        reader.Recognise(context, posted);
        if (throttle.Address(context, reader.Now) is { } seconds)
            return RefusedPage.Of(Problem.TooMany(seconds), context);
        if (await founding.Invited(secret, context.RequestAborted) is not { } invited)
            return Over(context);
        if (Forms.IsSwitch(posted))
            return new Page<InvitationPage>(new() { [nameof(InvitationPage.Name)] = invited.DisplayName,
                [nameof(InvitationPage.UserName)] = invited.UserName });
        var (account, wrong) = posted["password"] == posted["password_again"]
            ? await founding.Accept(secret, posted["password"].ToString(), context.RequestAborted)
            : (null, PeopleWords.PasswordsDiffer);
        if (wrong is not null)
            return new Page<InvitationPage>(
                new() { [nameof(InvitationPage.Name)] = invited.DisplayName, [nameof(InvitationPage.UserName)] = invited.UserName,
                    [nameof(InvitationPage.Wrong)] = wrong }, wrong.Status);
        if (account is null)
            return Over(context);
        // A link that was sent by mail is no second factor: who has one shows it.
        if (account.TotpOn)
            return Results.Redirect("/sign-in");
        await steps.Link(context, account);
        return Results.Redirect("/");
    }

    private static async Task<IResult> Accept(HttpContext context, string secret, Founding founding, SignInSteps steps, Throttle throttle,
        Reader reader)
    {
        if (throttle.Address(context, reader.Now) is { } seconds)
            return Problem.TooMany(seconds);
        var (fields, notJson) = await Forms.Json(context, "password");
        var (password, noPassword) = fields.Text("password", LongestText);
        if ((notJson ?? noPassword) is { } at)
            return at;
        var (account, wrong) = await founding.Accept(secret, password, context.RequestAborted);
        if (account is null)
            return wrong ?? Problem.Absent;
        return account.TotpOn ? Results.Json(new { next = "sign-in" }) : SignInRoutes.Answer(await steps.Link(context, account));
    }
}
