using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using Fengsui.Response.Incidents;
using Npgsql;

namespace Fengsui.Store.Crash;

/// <summary>What rounds of killing have shown.</summary>
/// <param name="Rounds">How often a process was killed.</param>
/// <param name="Opening">How many of these died before they had acknowledged anything: while they made a store, or opened what another had left as it died.</param>
/// <param name="Acknowledged">How many appends were acknowledged before.</param>
/// <param name="Cut">How many were tried and not acknowledged when the process died.</param>
/// <param name="Kept">How many of those are in the record all the same, whole.</param>
/// <param name="Elapsed">The whole time.</param>
/// <param name="Wrong">What is wrong.</param>
public sealed record Killed(int Rounds, int Opening, long Acknowledged, long Cut, long Kept, TimeSpan Elapsed, IReadOnlyList<string> Wrong)
{
    /// <summary>The same as a sentence.</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"{Rounds} times killed in {Elapsed.TotalSeconds:F0} s, {Opening} times before anything was acknowledged; {Acknowledged} acknowledged appends, {Wrong.Count} findings; of {Cut} under way {Kept} are whole in the record, {Cut - Kept} not at all.");
}

/// <summary>
/// Starts a process that writes, kills it with SIGKILL, and looks in a store of its own whether everything that was acknowledged is in the record and
/// nothing is half there; again and again on the same data, and anew after some hundred rounds.
/// </summary>
public sealed class Killing
{
    private const int VerifyEvery = 25;

    // Verifying all that many rounds have written would take longer than the rounds.
    private const int AnewEvery = 100;
    private const int FewestWrong = 20;

    // Every so often the next one dies too, as it opens what the first has left behind or a little later, before anybody else has looked at it.
    private const int TwiceEvery = 4;
    private const int LongestWritingMs = 150;
    private const int LongestOpeningMs = 100;
    private const string Looking = "fengsui-looking";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);

    private readonly string where;

    // The same store, with connections that can be told from those of a process that was killed.
    private readonly string here;
    private readonly Random random;
    private readonly List<string> wrong = [];

    // The last acknowledged line of every matter, over all rounds since the last whole verification: no later crash may undo it.
    private readonly Dictionary<string, (long Version, string Head)> acknowledged = new(StringComparer.Ordinal);
    private int opened;
    private long done;
    private long cut;
    private long kept;

    private Killing(string where, int seed)
    {
        this.where = where;
        here = IsFolder(where) ? where : new NpgsqlConnectionStringBuilder(where) { ApplicationName = Looking }.ConnectionString;
        random = new(seed);
    }

    /// <summary>Kills so many times.</summary>
    /// <param name="where">A data folder, or a PostgreSQL connection string; what stands there is removed after some hundred rounds.</param>
    /// <param name="rounds">How many times.</param>
    /// <param name="seed">Chooses the moments and the acts; the same data want another seed.</param>
    /// <param name="tell">Told of the progress.</param>
    public static async Task<Killed> Run(string where, int rounds, int seed, Action<string> tell)
    {
        var killing = new Killing(where, seed);
        var start = Stopwatch.GetTimestamp();
        var (round, empty) = (0, true);
        var next = killing.Start(seed);
        while (round < rounds && killing.wrong.Count < FewestWrong)
        {
            var before = round;
            var said = new Said();
            // The first in an empty place dies while it makes the store.
            said.Read(await killing.Kill(next, opening: empty));
            next = killing.Start(seed + ++round);
            if (killing.random.Next(TwiceEvery) == 0 && round < rounds)
            {
                said.Read(await killing.Kill(next, opening: true));
                next = killing.Start(seed + ++round);
            }
            empty = false;
            // The next one loads the law while the record is checked; it opens the store only when it is told to.
            await killing.Check(said);
            if (round / VerifyEvery > before / VerifyEvery || round == rounds)
            {
                await killing.VerifyAll();
                tell(string.Create(CultureInfo.InvariantCulture,
                    $"{round} rounds, {killing.done} acknowledged, {killing.wrong.Count} findings, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
            }
            if (round / AnewEvery > before / AnewEvery && round < rounds && killing.wrong.Count == 0)
            {
                await killing.BeginAnew();
                empty = true;
            }
        }
        await End(next);
        return new(round, killing.opened, killing.done, killing.cut, killing.kept, Stopwatch.GetElapsedTime(start), killing.wrong);
    }

    private async Task Check(Said said)
    {
        done += said.Done.Count;
        await using var database = await Database.Open(here);
        await AllIsQuiet(database);
        await using var store = await RecordStore.Open(database, [IncidentKind.Instance]);
        foreach (var matter in said.Tried.Keys)
            await Check(store, matter, said);
        foreach (var (matter, version, head) in said.Done)
            acknowledged[matter] = (version, head);
    }

    private Process Start(int seed)
    {
        var binary = Path.Combine(AppContext.BaseDirectory, "Fengsui.Store.Crash");
        return Process.Start(new ProcessStartInfo(binary, [where, seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    private static async Task End(Process process)
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Lets a process write for a random while, kills it, and returns all that it said.</summary>
    /// <param name="victim">The process.</param>
    /// <param name="opening">From when it begins to open the store, not from its first acknowledgement.</param>
    private async Task<byte[]> Kill(Process victim, bool opening)
    {
        using var said = new MemoryStream();
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() => Listen(victim.StandardOutput.BaseStream, said, opening ? "opening\n"u8.ToArray() : "\ndone "u8.ToArray(), first));
        await victim.StandardInput.WriteLineAsync("go");
        await victim.StandardInput.FlushAsync();
        await Task.WhenAny(first.Task, reading, Task.Delay(LongestStart));
        await Task.Delay(random.Next(opening ? LongestOpeningMs : LongestWritingMs));
        if (victim.HasExited || !first.Task.IsCompleted)
            wrong.Add($"the process {victim.Id} {(victim.HasExited ? "ended by itself" : opening ? "opened nothing" : "acknowledged nothing")}");
        victim.Kill();
        await victim.WaitForExitAsync();
        await reading;
        victim.Dispose();
        opened += said.GetBuffer().AsSpan(0, (int)said.Length).IndexOf("\ndone "u8) < 0 ? 1 : 0;
        return said.ToArray();
    }

    private static void Listen(Stream output, MemoryStream said, byte[] awaited, TaskCompletionSource first)
    {
        var buffer = new byte[1 << 16];
        while (output.Read(buffer) is > 0 and var length)
        {
            said.Write(buffer, 0, length);
            if (!first.Task.IsCompleted && said.GetBuffer().AsSpan(0, (int)said.Length).IndexOf(awaited) >= 0)
                first.SetResult();
        }
    }

    // What a killed client had already sent, PostgreSQL still carries out. The process that waits has no connection yet.
    private async Task AllIsQuiet(Database database)
    {
        var start = Stopwatch.GetTimestamp();
        while (database is PostgresDatabase && await database.Read((connection, _) => connection.ExecuteScalarAsync<string>(
            "select string_agg(pid || ' ' || application_name, ', ') from pg_stat_activity "
                + "where datname = current_database() and backend_type = 'client backend' and application_name <> @Looking", new { Looking })) is { } others)
        {
            if (Stopwatch.GetElapsedTime(start) > LongestStart)
            {
                wrong.Add($"somebody else uses this database: {others}");
                return;
            }
            await Task.Delay(5);
        }
    }

    private async Task Check(RecordStore store, string matter, Said said)
    {
        var lines = await store.Entries(Victim.Organisation, matter, limit: 100_000);
        var hash = new LineHash();
        var head = LineHash.Start;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Seq != i + 1 || lines[i].Previous != head || hash.Of(head, matter, i + 1, lines[i].Organisation, lines[i].Kind, lines[i].What) != lines[i].Hash)
                wrong.Add($"{matter}: the chain is broken at line {i + 1}");
            head = lines[i].Hash;
        }
        foreach (var (_, version, acknowledgedHead) in said.Done.Where(d => d.Matter == matter))
        {
            if (version > lines.Count || lines[(int)version - 1].Hash != acknowledgedHead)
                wrong.Add($"{matter}: version {version} was acknowledged and is not in the record, which has {lines.Count} lines");
        }
        CheckWhole(matter, said, lines.Count);
        await CheckState(store, matter, lines, head);
    }

    /// <summary>The journal ends where an append ended: before the last one that was tried, or after it.</summary>
    private void CheckWhole(string matter, Said said, int lines)
    {
        var (from, to) = said.Tried[matter];
        var finished = said.Done.Any(d => d.Matter == matter && d.Version == to);
        if (lines != to && (finished || lines != from))
            wrong.Add($"{matter}: the last append was from {from} to {to}{(finished ? ", acknowledged" : "")}, and the journal has {lines} lines");
        cut += finished ? 0 : 1;
        kept += !finished && lines == to ? 1 : 0;
    }

    private async Task CheckState(RecordStore store, string matter, IReadOnlyList<Response.Record.Entry> lines, string head)
    {
        var stored = await store.Load(Victim.Organisation, matter);
        if (lines.Count == 0)
        {
            if (stored is not null)
                wrong.Add($"{matter}: a state without a line");
            return;
        }
        var folded = IncidentKind.Instance.Fold(lines.Select(l => l.What)).Snapshot;
        if (stored is null || stored.Row.Version != lines.Count || stored.Row.Head != head || stored.Body != folded.Body)
            wrong.Add($"{matter}: the stored state is not that of its {lines.Count} lines");
    }

    private static bool IsFolder(string where) => !where.Contains('=', StringComparison.Ordinal);

    // The process that waits has not opened the store yet.
    private async Task BeginAnew()
    {
        if (IsFolder(where))
        {
            Directory.Delete(where, recursive: true);
            return;
        }
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(here);
        await connection.ExecuteAsync("drop schema public cascade; create schema public");
    }

    private async Task VerifyAll()
    {
        await using var database = await Database.Open(here);
        await using var store = await RecordStore.Open(database, [IncidentKind.Instance]);
        foreach (var (matter, (version, head)) in acknowledged)
        {
            if ((await store.Entries(Victim.Organisation, matter, version - 1, 1)) is not [var line] || line.Hash != head)
                wrong.Add($"{matter}: version {version} was acknowledged, and a later crash lost it");
        }
        acknowledged.Clear();
        var report = await store.Verify();
        wrong.AddRange(report.Findings.Select(f => $"verify: {f.Table} {f.Matter} {f.Key}: {f.Said.En}"));
    }

    /// <summary>What killed processes had said.</summary>
    private sealed class Said
    {
        /// <summary>The last append of every matter that was about to be made: how many lines before, how many after.</summary>
        public Dictionary<string, (long From, long To)> Tried { get; } = new(StringComparer.Ordinal);

        /// <summary>What was acknowledged.</summary>
        public List<(string Matter, long Version, string Head)> Done { get; } = [];

        public void Read(byte[] bytes)
        {
            // What follows the last line feed was not said to its end.
            var whole = bytes.AsSpan(0, bytes.AsSpan().LastIndexOf((byte)'\n') + 1);
            foreach (var line in Encoding.UTF8.GetString(whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var words = line.Split(' ');
                if (words[0] == "try")
                    Tried[words[1]] = (Number(words[2]), Number(words[3]));
                else if (words[0] == "done")
                    Done.Add((words[1], Number(words[2]), words[3]));
            }
        }

        private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
