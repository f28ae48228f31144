using Fengsui.Law.Packs;

namespace Fengsui.Response.Posts;

/// <summary>By what right a person does an act: a closed union, computed from the table of posts and acts alone.</summary>
public abstract record Authority
{
    private Authority()
    {
    }

    /// <summary>On the person's own authority.</summary>
    /// <param name="Post">The post under which.</param>
    /// <param name="Deputy">Whether as a deputy of its holder.</param>
    public sealed record Allowed(Post Post, bool Deputy) : Authority;

    /// <summary>Only in an emergency, and then awaiting ratification.</summary>
    /// <param name="Post">The post under which.</param>
    /// <param name="Deputy">Whether as a deputy of its holder.</param>
    public sealed record Emergency(Post Post, bool Deputy) : Authority;

    /// <summary>Not at all.</summary>
    public sealed record No : Authority;

    /// <summary>What posts allow. A post that a person holds goes before one in which the person is a deputy: the record shows the stronger ground.</summary>
    /// <param name="procedure">The table.</param>
    /// <param name="act">The act; one that the table does not know is nobody's.</param>
    /// <param name="held">The posts.</param>
    public static Authority Of(Procedure procedure, string act, IReadOnlyCollection<HeldPost> held)
    {
        if (procedure.Act(act) is not { } rule)
            return new No();
        if (First(rule.May, held) is { } may)
            return new Allowed(may.Post, may.Deputy);
        return First(rule.Emergency, held) is { } emergency ? new Emergency(emergency.Post, emergency.Deputy) : new No();
    }

    private static (Post Post, bool Deputy)? First(IReadOnlyList<Post> posts, IReadOnlyCollection<HeldPost> held)
    {
        foreach (var deputy in (ReadOnlySpan<bool>)[false, true])
            foreach (var post in posts)
                if (held.Contains(new(post.Id, deputy)))
                    return (post, deputy);
        return null;
    }
}
