using System.Runtime.ExceptionServices;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Hashing;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>All packs, read once; the law of any day is a function of it.</summary>
public sealed class Library
{
    private readonly Dictionary<string, Pack> _packs;
    private readonly IReadOnlyList<DateOnly> _turns;
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Era, string Packs), LawOfDay> _laws = [];

    private Library(IReadOnlyList<Pack> packs, Vocabulary vocabulary, WorkCalendar calendar)
    {
        Packs = packs;
        Vocabulary = vocabulary;
        Calendar = calendar;
        _packs = packs.ToDictionary(p => p.Id);
        _turns = [.. packs.SelectMany(p => p.Rules.Select(r => r.Valid).Concat(p.Duties.Select(d => d.Valid)).Append(p.InForce))
            .SelectMany(v => new[] { v.From, v.Until }).Distinct().Order()];
    }

    /// <summary>The packs by id, in ordinal order.</summary>
    public IReadOnlyList<Pack> Packs { get; }

    /// <summary>The vocabulary of cn.shared.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Who may do what in an organisation, and what may not be skipped (cn.shared).</summary>
    public Procedure Procedure => _packs[Pack.SharedId].Procedure;

    /// <summary>How possible an incident may be held to be, the most possible first (cn.shared).</summary>
    public IReadOnlyList<Likelihood> Likelihoods => _packs[Pack.SharedId].Likelihoods;

    /// <summary>The working days of cn.calendar.</summary>
    public WorkCalendar Calendar { get; }

    /// <summary>The bodies that some plan lets issue warnings, as the plans name them.</summary>
    public IReadOnlyList<string> WarningIssuers =>
        [.. Packs.SelectMany(p => p.Colours).SelectMany(c => c.By.Concat(c.Spanning)).Select(p => p.Name.Zh).Distinct()];

    /// <summary>The pack of an id, or null.</summary>
    public Pack? Find(string id) => _packs.GetValueOrDefault(id);

    /// <summary>Reads all packs of a folder; names that begin with <c>_</c> are passed over.</summary>
    /// <param name="root">The folder of packs.</param>
    /// <param name="more">Folders of single packs that come on top, and replace one of the same name.</param>
    /// <param name="algorithm">The hash of the packs.</param>
    /// <exception cref="InputException">A pack does not load.</exception>
    public static Library Load(string root, IEnumerable<string>? more = null, HashAlgorithmChoice algorithm = HashAlgorithmChoice.Sha256)
    {
        var folders = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in PackFoldersIn(Existing(root)).Concat((more ?? []).Select(Existing)))
            folders[PackFolder.NameOf(path)] = path;
        var read = new Dictionary<string, PackFolder>();
        foreach (var (name, folder) in folders.AsParallel().AsOrdered().Select(f => (f.Key, Read: Catching(() => PackFolder.Read(f.Value)))).ToList())
            read.Add(name, folder());
        return Understand(root, read, algorithm);
    }

    private static string Existing(string path) => Directory.Exists(path)
        ? path
        : throw InputText.Whole(path, new("没有这个目录", "no such directory"), new("请给出 packs 目录，或一个包的目录", "name the folder of packs, or that of a pack"));

    /// <summary>The folders under a root that hold a pack.</summary>
    public static IEnumerable<string> PackFoldersIn(string root) =>
        Directory.EnumerateDirectories(root).Where(d => Path.GetFileName(d)[0] is not ('_' or '.')).Order(StringComparer.Ordinal);

    /// <summary>Runs now, but lets an error surface later and in order: the first bad pack by name is the one reported.</summary>
    private static Func<T> Catching<T>(Func<T> read)
    {
        try
        {
            var value = read();
            return () => value;
        }
        catch (InputException e)
        {
            var error = ExceptionDispatchInfo.Capture(e);
            return () =>
            {
                error.Throw();
                throw error.SourceException;
            };
        }
    }

    private static Library Understand(string root, Dictionary<string, PackFolder> folders, HashAlgorithmChoice algorithm)
    {
        var order = new List<PackFolder>();
        var state = new Dictionary<string, bool>();
        foreach (var name in folders.Keys.Order(StringComparer.Ordinal))
            Visit(name, folders, state, order, from: default);

        var days = folders.GetValueOrDefault(Pack.CalendarId) ?? throw Missing(root, Pack.CalendarId);
        var vocabulary = SharedReader.Vocabulary(folders.GetValueOrDefault(Pack.SharedId) ?? throw Missing(root, Pack.SharedId));
        var packs = new Dictionary<string, Pack>();
        foreach (var folder in order)
        {
            var uses = PackReader.UsesOf(folder.Need("pack.yaml")).Select(u => packs[u.Id]).ToList();
            packs.Add(folder.Name, PackReader.Read(folder, vocabulary, uses, algorithm));
        }

        foreach (var pack in packs.Values)
            PackLint.CheckTargets(pack, packs);
        return new([.. packs.Values.OrderBy(p => p.Id, StringComparer.Ordinal)], vocabulary, SharedReader.Calendar(days));
    }

    private static InputException Missing(string root, string id) =>
        InputText.Whole(Path.Combine(root, id), new("缺少这个包", "this pack is missing"), new("packs 目录须含有它", "the folder of packs must hold it"));

    /// <summary>A pack comes after those it uses; false marks one that is being visited, so meeting it again is a cycle.</summary>
    private static void Visit(string name, Dictionary<string, PackFolder> folders, Dictionary<string, bool> state, List<PackFolder> order, Place from)
    {
        if (!folders.TryGetValue(name, out var folder))
            throw new InputException(from, "uses", new($"没有包 {name}", $"there is no pack {name}"), new("uses 只列已有的包", "`uses` lists packs that exist"));
        if (state.TryGetValue(name, out var done))
        {
            if (!done)
                throw new InputException(from, "uses", new($"uses 成环：{name}", $"a cycle in `uses`: {name}"), new("包不能直接或间接使用自己", "a pack may not use itself, directly or not"));
            return;
        }

        state[name] = false;
        foreach (var (used, at) in PackReader.UsesOf(folder.Need("pack.yaml")))
            Visit(used, folders, state, order, at);
        state[name] = true;
        order.Add(folder);
    }

    /// <summary>The law of a day under some packs (by default all <c>cn.*</c> packs that are, were or will be in force).</summary>
    public LawOfDay On(DateOnly day, IReadOnlyCollection<string>? packs = null)
    {
        // Between two turns of any row the law does not change, so all days of such an era share one compiled law.
        var era = 0;
        while (era < _turns.Count && _turns[era] <= day)
            era++;
        var key = (era, packs is null ? "" : string.Join(' ', packs.Order(StringComparer.Ordinal)));
        lock (_gate)
        {
            if (!_laws.TryGetValue(key, out var law))
                _laws[key] = law = new LawOfDay(this, Chosen(packs, day), day);
            return law;
        }
    }

    private IReadOnlyList<Pack> Chosen(IReadOnlyCollection<string>? packs, DateOnly day) => packs is null
        ? [.. Packs.Where(p => p.Assesses && p.Id.StartsWith("cn.", StringComparison.Ordinal) && (p.Status == PackStatus.InForce || p.Status == PackStatus.Repealed && p.InForce.On(day)))]
        : [.. packs.Distinct().Order(StringComparer.Ordinal).Select(id => _packs[id])];
}
