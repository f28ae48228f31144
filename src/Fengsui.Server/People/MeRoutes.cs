using Fengsui.Law.Packs;
using Fengsui.Law;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Fengsui.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.People;

/// <summary>Who one is here and what one may do; one's own password; and the table of posts and acts itself.</summary>
internal static class MeRoutes
{
    private const int LongestText = 1000;

    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/api/v1/me", Me).For(Access.SignedIn);
        routes.MapPost("/api/v1/me/password", Password).For(Access.InPerson);
        routes.MapRead("/api/v1/procedure", Procedure).For(Access.Everyone);
    }

    private static IResult Me(Caller caller, Library library) => Results.Json(new
    {
        person = caller.Person,
        display_name = caller.DisplayName,
        organisation = new { id = caller.Organisation, name = caller.State.Name },
        posts = caller.Posts.Select(p => new { post = p.Post, deputy = p.Deputy }),
        scopes = caller.Scopes.Select(s => s.ToString().ToLowerInvariant()),
        may = library.Procedure.Acts.Where(a => caller.May(a.Act) is Authority.Allowed).Select(a => a.Act),
        emergency = library.Procedure.Acts.Where(a => caller.May(a.Act) is Authority.Emergency).Select(a => a.Act),
        form_token = caller.SigninId is null ? null : caller.FormToken,
    });

    private static async Task<IResult> Password(HttpContext context, OwnMeans means)
    {
        var (fields, notJson) = await Forms.Json(context, "current", "password");
        var (current, noCurrent) = fields.Text("current", LongestText);
        var (password, noPassword) = fields.Text("password", LongestText);
        return (IResult?)(notJson ?? noCurrent ?? noPassword ?? await means.ChangePassword(current, password, context.RequestAborted))
            ?? Results.NoContent();
    }

    private static IResult Procedure(HttpContext context, Library library, Reader reader)
    {
        reader.Recognise(context);
        string In(Text text) => text.In(reader.Language);
        return Results.Json(new
        {
            posts = library.Procedure.Posts.Select(p => new { id = p.Id, name = In(p.Name), gist = In(p.Gist) }),
            acts = library.Procedure.Acts.Select(a => new { act = a.Act, name = In(a.Name), may = a.May.Select(p => p.Id),
                emergency = a.Emergency.Select(p => p.Id) }),
            order = library.Procedure.Order.Select(o => new { act = o.Act, needs = o.Needs, says = In(o.Says) }),
        });
    }
}
