using Fengsui.Law;
using Fengsui.Law.Grading;
using Fengsui.Response.Incidents;
using Fengsui.Server.People;
using Fengsui.Server.Platform;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Fengsui.Server.Features.Incidents.Pages;

/// <summary>The list of incidents: search, filters, order, pages, and the views that a person has kept.</summary>
internal static class IncidentListPages
{
    /// <summary>Under which name views are kept.</summary>
    public const string Views = "incidents/";

    private const int Length = 50;
    private static readonly string[] Kept = ["q", "phase", "level", "open", "order"];

    public static void MapIncidentList(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/incidents", Show).For(Access.MayOrEmergency("read"));
        routes.MapPost("/incidents/views", Keep).For(Access.MayOrEmergency("read"));
    }

    // Nobody reads on for longer than this; whoever needs the number asks the API.
    private const int Counted = 1_000;

    private static async Task<IResult> Show(
        HttpContext context, RecordStore store, IncidentLoading loading, Caller caller, Reader reader, Preferences preferences)
    {
        reader.Recognise(context);
        var query = Query(context.Request.Query, caller.Organisation);
        var ct = context.RequestAborted;
        var views = await preferences.Of(caller.Person, Views, ct);
        var list = new IncidentList(query, context.Request.QueryString.Value ?? "", views);
        try
        {
            var page = await store.List(query, ct);
            return Page(list with
            {
                Rows = page.Rows, Next = page.Next, Count = await store.Count(query with { CountUpTo = Counted }, ct),
                WordLimits = await WordsOf(page.Rows, loading, caller, reader, ct),
            });
        }
        catch (StoreException e)
        {
            return Page(list with { Wrong = e.Said });
        }
    }

    // A row of the store holds instants only, and a word of the law is none: 立即 is never shown as not urgent.
    private static async Task<IReadOnlyDictionary<string, Text>> WordsOf(
        IReadOnlyList<MatterRow> rows, IncidentLoading loading, Caller caller, Reader reader, CancellationToken ct)
    {
        var words = new Dictionary<string, Text>();
        var nobody = new Dictionary<string, string>();
        foreach (var row in rows.Where(r => r.Open))
            if (await loading.Of(caller, row, nobody, reader, ct) is { Binding: { IsWord: true } binding })
                words[row.Matter] = binding.Limit;
        return words;
    }

    private static Page<IncidentListPage> Page(IncidentList list) => new(new() { [nameof(IncidentListPage.List)] = list });

    /// <summary>Keeps the filters of an address under a name, or lets go of them.</summary>
    private static async Task<IResult> Keep(HttpContext context, Caller caller, Reader reader, Preferences preferences)
    {
        var form = await Forms.Form(context);
        reader.Recognise(context, form);
        var filters = Filters(QueryHelpers.ParseQuery(form["filters"].ToString()).SelectMany(p => p.Value.OfType<string>().Select(v => (p.Key, v))));
        if (form["remove"].FirstOrDefault() is { Length: > 0 } gone)
        {
            await preferences.Remove(caller.Person, Views + gone, context.RequestAborted);
        }
        else if (form["name"].ToString().Trim() is { Length: > 0 and <= 40 } name && !name.Any(char.IsControl))
        {
            try
            {
                await preferences.Keep(
                    new()
                    {
                        Person = caller.Person, Organisation = caller.Organisation, Name = Views + name, Value = filters,
                        ChangedAt = reader.Now.UnixSeconds,
                    },
                    context.RequestAborted);
            }
            catch (StoreException e)
            {
                return RefusedPage.Of(Problem.Field("name", e.Said, IncidentWords.RemoveAView), context);
            }
        }

        return new SeeOther("/incidents" + filters);
    }

    /// <summary>Only our own filters, so that what is kept leads nowhere else.</summary>
    private static string Filters(IEnumerable<(string Key, string Value)> pairs) =>
        QueryString.Create(pairs.Where(p => Kept.Contains(p.Key) && p.Value.Length is > 0 and <= 200)
            .Select(p => KeyValuePair.Create(p.Key, (string?)p.Value))).Value ?? "";

    private static MatterQuery Query(IQueryCollection query, string organisation) => new(organisation, IncidentKind.Instance.Name)
    {
        Text = query["q"].FirstOrDefault()?.Trim() is { Length: > 0 and <= 200 } text ? text : null,
        Phases = [.. query["phase"].OfType<string>().Where(p => Enum.GetValues<Phase>().Any(known => known.Word() == p))],
        Levels = [.. query["level"].OfType<string>().Select(l => l == "none" ? 0 : (int?)Levels.Parse(l)).OfType<int>()],
        Open = query["open"].FirstOrDefault() switch { "true" => true, "false" => false, _ => null },
        Order = query["order"].FirstOrDefault() switch
        {
            "next-due" => MatterOrder.NextDue,
            "last-changed" => MatterOrder.LastChanged,
            _ => MatterOrder.Newest,
        },
        Cursor = query["cursor"].FirstOrDefault() is { Length: > 0 } cursor ? cursor : null,
        Limit = Length,
    };
}

/// <summary>A page of the list of incidents.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Address">The query of the address.</param>
/// <param name="Views">The views that the person has kept.</param>
public sealed record IncidentList(MatterQuery Query, string Address, IReadOnlyList<Preference> Views)
{
    /// <summary>The incidents.</summary>
    public IReadOnlyList<MatterRow> Rows { get; init; } = [];

    /// <summary>The word that limits what binds first, by incident, where it is a word and no number.</summary>
    public IReadOnlyDictionary<string, Text> WordLimits { get; init; } = new Dictionary<string, Text>();

    /// <summary>Where the next page begins, or null.</summary>
    public string? Next { get; init; }

    /// <summary>How many there are, all pages together.</summary>
    public MatterCount Count { get; init; }

    /// <summary>What is wrong with what was asked for, or null.</summary>
    public Text? Wrong { get; init; }
}
