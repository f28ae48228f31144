using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Record;

namespace Fengsui.Store.Crash;

/// <summary>
/// Writes incidents as fast as it can until it is killed. It says <c>opening</c> before it opens the store, before each append <c>try MATTER FROM TO</c>, and
/// as soon as one is acknowledged <c>done MATTER VERSION HEAD</c>; each line is one write to standard output, so that what was said survives the process.
/// It begins when a line comes on standard input, and ends when nothing can come there any more: it does not outlive whoever started it.
/// </summary>
internal sealed class Victim(RecordStore store, Library library, int seed, TimeProvider clock)
{
    public const string Organisation = "org-crash";
    public const int UsualWriters = 16;

    private readonly Stream said = Console.OpenStandardOutput();
    private readonly Lock gate = new();

    public static async Task<int> Run(string where, int seed, int writers, TimeProvider clock)
    {
        var library = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));
        WarmUp(library, Instant.From(clock.GetUtcNow()));
        if (await Console.In.ReadLineAsync() is null)
            return 0;
        _ = Task.Run(EndWithInput);
        Console.OpenStandardOutput().Write("opening\n"u8);
        await using var database = await Database.Open(where);
        await using var store = await RecordStore.Open(database, [IncidentKind.Instance]);
        var victim = new Victim(store, library, seed, clock);
        // Half of the writers go on with what the process before left behind.
        var left = await store.List(new(Organisation, IncidentKind.Instance.Name) { Order = MatterOrder.LastChanged, Limit = writers / 2 });
        await Task.WhenAll(Enumerable.Range(0, writers).Select(w =>
            Task.Run(() => victim.Write(w, w < left.Rows.Count ? left.Rows[w].Matter : null))));
        return 0;
    }

    private static async Task EndWithInput()
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
        Environment.Exit(0);
    }

    // Most of the time until the first append goes into compiling: that can be done before the store is opened.
    private static void WarmUp(Library library, Instant now)
    {
        var work = new Casework(library, 1);
        if (Deciding.Decide(null, work.Open(), work.Scene(now)) is Decision.Done done)
            IncidentKind.Read(IncidentKind.Folded(done.After).Snapshot.Body);
    }

    private async Task Write(int writer, string? matter)
    {
        var work = new Casework(library, unchecked(seed * 1000 + writer));
        for (var n = 0; ; n++)
        {
            matter ??= $"{seed}-{writer}-{n}";
            for (var acts = 0; acts < 12; acts++)
                await Act(work, matter);
            matter = null;
        }
    }

    private async Task Act(Casework work, string matter)
    {
        var stored = await store.Load(Organisation, matter);
        var state = stored is null ? null : IncidentKind.Read(stored.Body);
        var act = state is null ? work.Open() : work.Next(state);
        // The sweeper is at work too: an act meets clocks that have been reached.
        if (Deciding.Decide(state, act, work.Scene(Instant.From(clock.GetUtcNow()))) is not Decision.Done done)
            return;
        var version = stored?.Row.Version ?? 0;
        Say($"try {matter} {version} {version + done.Lines.Count}\n");
        var outcome = await store.Append(new(matter, Organisation, IncidentKind.Instance, version, done.Lines, IncidentKind.Folded(done.After)));
        if (outcome is AppendOutcome.Written written)
            Say($"done {matter} {written.Version} {written.Head}\n");
    }

    private void Say(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        lock (gate)
            said.Write(bytes);
    }
}
