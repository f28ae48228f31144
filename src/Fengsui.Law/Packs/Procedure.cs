namespace Fengsui.Law.Packs;

/// <summary>A post in an organisation: what a person is there for, and by what right the person acts.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Gist">Who holds it.</param>
/// <param name="DeputyNeeded">Whether duty rests on it, so that it needs a deputy beside its holder.</param>
/// <param name="Ground">Its citations.</param>
public sealed record Post(string Id, Text Name, Text Gist, bool DeputyNeeded, Ground Ground);

/// <summary>Who may do an act.</summary>
/// <param name="Act">The id of the act; a response level follows after a dot where the plan tells them apart.</param>
/// <param name="Name">Its name.</param>
/// <param name="May">The posts that may, on their own authority; in the order in which they are to be asked.</param>
/// <param name="Emergency">The posts that may when nobody of <paramref name="May"/> can be had: it then awaits ratification.</param>
/// <param name="Ground">Its citations.</param>
public sealed record ActRule(string Act, Text Name, IReadOnlyList<Post> May, IReadOnlyList<Post> Emergency, Ground Ground);

/// <summary>What there must be before an act: what may not be skipped.</summary>
/// <param name="Act">The id of the act, without a response level.</param>
/// <param name="Needs">The name of what must be there.</param>
/// <param name="Says">What is said when it is not.</param>
/// <param name="Ground">Its citations.</param>
public sealed record OrderRule(string Act, string Needs, Text Says, Ground Ground)
{
    /// <summary>Its id: the act and what it needs.</summary>
    public string Id => $"{Act}.{Needs}";
}

/// <summary>The one table of posts and acts, and the order of the acts (posts.yaml of cn.shared).</summary>
public sealed class Procedure
{
    private readonly Dictionary<string, Post> _posts;
    private readonly Dictionary<string, ActRule> _acts;
    private readonly ILookup<string, OrderRule> _order;

    internal Procedure(IReadOnlyList<Post> posts, IReadOnlyList<ActRule> acts, IReadOnlyList<OrderRule> order)
    {
        Posts = posts;
        Acts = acts;
        Order = order;
        _posts = posts.ToDictionary(p => p.Id);
        _acts = acts.ToDictionary(a => a.Act);
        _order = order.ToLookup(o => o.Act);
    }

    /// <summary>A procedure without posts, for a vocabulary that has none.</summary>
    internal static Procedure None { get; } = new([], [], []);

    /// <summary>The posts.</summary>
    public IReadOnlyList<Post> Posts { get; }

    /// <summary>The acts, in the order of an incident.</summary>
    public IReadOnlyList<ActRule> Acts { get; }

    /// <summary>What may not be skipped.</summary>
    public IReadOnlyList<OrderRule> Order { get; }

    /// <summary>The post of an id, or null.</summary>
    public Post? Post(string id) => _posts.GetValueOrDefault(id);

    /// <summary>Who may do an act, or null when the table does not know it.</summary>
    public ActRule? Act(string act) => _acts.GetValueOrDefault(act);

    /// <summary>What must be there before an act.</summary>
    public IEnumerable<OrderRule> Before(string act) => _order[act];
}

/// <summary>What a form is for: a first report once made keeps its closing forms owed.</summary>
public enum FormRole
{
    /// <summary>Nothing follows from it.</summary>
    Plain,

    /// <summary>Opens the reporting.</summary>
    First,

    /// <summary>May be filed again and again.</summary>
    Between,

    /// <summary>Stays owed once a first report was made.</summary>
    Closing,
}

/// <summary>A form that duties name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it is for.</param>
public sealed record FormName(string Id, Text Name, FormRole Role);

/// <summary>What is owed because a report was made: the rest that its first form left open.</summary>
/// <param name="Id">Its id, among those of the duties.</param>
/// <param name="After">The form after which it is owed.</param>
/// <param name="Who">Whose it is.</param>
/// <param name="To">To whom.</param>
/// <param name="Limit">By when, from the moment that something was left open.</param>
/// <param name="Form">The form in which.</param>
/// <param name="Ground">Its citations.</param>
public sealed record FollowUp(string Id, string After, Party Who, Party To, Limit Limit, string Form, Ground Ground);
