namespace Fengsui.Response.Notices;

/// <summary>A step of an escalation: whom, through what, and how long to wait for an answer.</summary>
/// <param name="To">The targets, as <see cref="Target.Written"/>.</param>
/// <param name="Channels">The channels in their order, each a kind or the id of one.</param>
/// <param name="Wait">At most so many seconds; null: as the table of waits says.</param>
public sealed record NoticeStep(IReadOnlyList<string> To, IReadOnlyList<string> Channels, long? Wait);

/// <summary>What a route matches; an empty list, or 0, matches everything.</summary>
/// <param name="Kinds">The kinds of matter.</param>
/// <param name="Topics">The topics.</param>
/// <param name="Level">This level or a higher one.</param>
/// <param name="Duties">The duties, as <c>pack/id</c>.</param>
/// <param name="Packs">The packs of the duties.</param>
public sealed record NoticeMatch(
    IReadOnlyList<string> Kinds, IReadOnlyList<string> Topics, int Level, IReadOnlyList<string> Duties, IReadOnlyList<string> Packs)
{
    /// <summary>Whether it matches: one of the things told is enough.</summary>
    public bool Matches(NoticeCase what) => (Kinds.Count == 0 || Kinds.Contains(what.Kind)) && what.Level >= Level && what.Items.Any(Matches);

    /// <summary>Whether everything that another one matches is matched by this one too: a route behind it is never reached.</summary>
    public bool Covers(NoticeMatch other) => Within(other.Kinds, Kinds) && Within(other.Topics, Topics) && other.Level >= Level
        && Within(other.Duties, Duties)
        && (Within(other.Packs, Packs) || other.Duties.Count > 0 && other.Duties.All(d => Packs.Contains(PackOf(d))));

    private bool Matches(NoticeItem item) => (Topics.Count == 0 || Topics.Contains(item.Topic))
        && (Duties.Count == 0 || Duties.Contains(DutyOf(item.Key))) && (Packs.Count == 0 || Packs.Contains(PackOf(item.Key)));

    private static bool Within(IReadOnlyList<string> some, IReadOnlyList<string> all) => all.Count == 0 || some.Count > 0 && some.All(all.Contains);

    // A key of an incident is pack/id, and may go on with what the duty is about.
    private static string DutyOf(string key) => string.Join('/', key.Split('/').Take(2));

    private static string PackOf(string key) => key.Split('/')[0];
}

/// <summary>A node of the tree of routes.</summary>
/// <param name="Name">What the route is called, for those who read where a page came from.</param>
/// <param name="Match">What comes here.</param>
/// <param name="Steps">The steps; empty: those of the node above.</param>
/// <param name="Routes">The nodes below, in their order: the first that matches takes it.</param>
public sealed record NoticeRoute(string Name, NoticeMatch Match, IReadOnlyList<NoticeStep> Steps, IReadOnlyList<NoticeRoute> Routes);

/// <summary>Who is told what, in what order, and how long each may take: the policy of an organisation.</summary>
/// <param name="Root">The tree; its root matches everything.</param>
/// <param name="Waits">The table of waits.</param>
/// <param name="Repeat">How often the steps are gone through once more when nobody answered.</param>
public sealed record NoticePolicy(NoticeRoute Root, Waits Waits, int Repeat)
{
    /// <summary>The steps for a case, with the name of the route that gave them: the deepest that matches, the first of its siblings.</summary>
    public (string Route, IReadOnlyList<NoticeStep> Steps) Of(NoticeCase what)
    {
        var (node, steps) = (Root, Root.Steps);
        while (node.Routes.FirstOrDefault(r => r.Match.Matches(what)) is { } next)
            (node, steps) = (next, next.Steps.Count > 0 ? next.Steps : steps);
        return (node.Name, steps);
    }
}
