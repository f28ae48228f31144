using Fengsui.Law.Packs;

namespace Fengsui.Law.Facts;

/// <summary>A group of facts in the form.</summary>
public sealed record FactGroup(string Id, Text Name);

/// <summary>A bound that one fact puts on another, applied before grading: a closed union.</summary>
public abstract record Implication
{
    private Implication()
    {
    }

    /// <summary>A quantity is at least another one (个人信息的人数 is at least 敏感个人信息的人数).</summary>
    public sealed record AtLeast(Fact Fact, Fact Other) : Implication;

    /// <summary>A word follows from another fact's word.</summary>
    public sealed record Word(Fact Given, int GivenWord, Fact Fact, int FactWord) : Implication;
}

/// <summary>The words of the law that all packs share: facts, parties, anchors, limit words, forms.</summary>
public sealed class Vocabulary
{
    private readonly Dictionary<string, Fact> _facts;
    private readonly Dictionary<string, Party> _parties;
    private readonly Dictionary<string, Anchor> _anchors;
    private readonly Dictionary<string, LimitWord> _words;

    internal Vocabulary(
        IReadOnlyList<Fact> facts, IReadOnlyList<FactGroup> groups, IReadOnlyList<Implication> implied, IReadOnlyList<Party> parties,
        IReadOnlyList<Anchor> anchors, IReadOnlyList<LimitWord> words, IReadOnlyList<FormName> forms,
        IReadOnlyList<ConcreteBody> concreteBodies)
    {
        Facts = facts;
        Groups = groups;
        Implied = implied;
        Parties = parties;
        Anchors = anchors;
        LimitWords = words;
        Forms = forms;
        ConcreteBodies = concreteBodies;
        _facts = facts.ToDictionary(f => f.Id);
        _parties = parties.ToDictionary(p => p.Name.Zh);
        _anchors = anchors.ToDictionary(a => a.Id);
        _words = words.ToDictionary(w => w.Name.Zh);
    }

    /// <summary>All facts, by slot.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>The groups of the form, in order.</summary>
    public IReadOnlyList<FactGroup> Groups { get; }

    /// <summary>The bounds applied before grading.</summary>
    public IReadOnlyList<Implication> Implied { get; }

    /// <summary>The bodies and roles.</summary>
    public IReadOnlyList<Party> Parties { get; }

    /// <summary>The anchors, by index.</summary>
    public IReadOnlyList<Anchor> Anchors { get; }

    /// <summary>The limits that are words.</summary>
    public IReadOnlyList<LimitWord> LimitWords { get; }

    /// <summary>The forms that duties name.</summary>
    public IReadOnlyList<FormName> Forms { get; }

    /// <summary>Which body a party is, by a word of a fact.</summary>
    public IReadOnlyList<ConcreteBody> ConcreteBodies { get; }

    /// <summary>The fact of an id, or null.</summary>
    public Fact? Fact(string id) => _facts.GetValueOrDefault(id);

    /// <summary>The party of a name, or null.</summary>
    public Party? Party(string name) => _parties.GetValueOrDefault(name);

    /// <summary>The anchor of an id, or null.</summary>
    public Anchor? Anchor(string id) => _anchors.GetValueOrDefault(id);

    /// <summary>The limit word, or null.</summary>
    public LimitWord? LimitWord(string word) => _words.GetValueOrDefault(word);
}
