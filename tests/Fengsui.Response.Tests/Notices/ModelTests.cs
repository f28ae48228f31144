using System.Security.Cryptography;
using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Response.Tests.Notices;

/// <summary>
/// Two nodes, a page, and every order in which they can read and write. Each act is two steps, as in the store: read the page with its version, and write
/// under that version, which fails when somebody wrote between. A node may die between any two steps. All schedules of a small world are gone through, and
/// many random ones of a larger.
/// </summary>
public sealed class ModelTests
{
    [Fact]
    public void At_every_interleaving_nothing_begins_after_an_acknowledgement_and_nothing_is_stuck()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Explore(World.New([Move.Acknowledge, Move.Timer, Move.Sender, Move.Sender]), seen, depth: 10);
        Assert.True(seen.Count > 1000, $"{seen.Count} states");
    }

    [Theory]
    [InlineData(2_000)]
    public void At_random_interleavings_of_everything_too(int schedules)
    {
        for (var seed = 0; seed < schedules; seed++)
        {
            var random = new Random(seed);
            var world = World.New([Move.Acknowledge, Move.Timer, Move.Timer, Move.Sender, Move.Sender, Move.Met]);
            for (var steps = random.Next(60); steps > 0; steps--)
            {
                var next = world.Next();
                if (next.Count == 0)
                    break;
                next[random.Next(next.Count)]();
                world.Check();
            }
            world.Quiet();
            world.CheckEnd();
        }
    }

    // Depth first over every choice; a state that was seen with as many steps ahead is not gone through again.
    private static void Explore(World world, Dictionary<string, int> seen, int depth)
    {
        world.Check();
        if (seen.TryGetValue(world.Written, out var before) && before >= depth)
            return;
        seen[world.Written] = depth;
        if (depth == 0)
        {
            var last = world.Copy();
            last.Quiet();
            last.CheckEnd();
            return;
        }
        var choices = world.Next().Count;
        for (var i = 0; i < choices; i++)
        {
            var branch = world.Copy();
            branch.Next()[i]();
            Explore(branch, seen, depth - 1);
        }
    }

    private enum Move
    {
        Acknowledge,
        Timer,
        Sender,
        Met,
    }

    /// <summary>Somebody who works on the page: where in the work, and what was read.</summary>
    private sealed record Actor(Move What, int Step, int Read, string? Send, int Try)
    {
        public string Written => $"{What}{Step}.{Read}.{Send}.{Try}";
    }

    /// <summary>A line that was written: the page after it, and everything written so far in one word, without its moments and with them.</summary>
    private sealed record Line(NewEntry What, Page After, string Digest, string Exact, IReadOnlyList<string> Sends);

    private sealed class World
    {
        // The same input at the same moment after the same history writes the same lines: most branches of the tree have been there.
        private readonly Dictionary<(string Exact, PageInput Input, Instant Now), IReadOnlyList<Line>> _known;
        private List<NewEntry> _journal = [];
        private List<Page> _pages = [new()];
        private string _digest = "";
        private string _exact = "";
        private List<Actor> _actors = [];
        private HashSet<string> _outbox = [];
        private List<string> _started = [];
        private Instant _now = Pages.Night;

        private World(Dictionary<(string, PageInput, Instant), IReadOnlyList<Line>> known) => _known = known;

        public static World New(IReadOnlyList<Move> actors)
        {
            var world = new World([]) { _actors = [.. actors.Select(a => new Actor(a, 0, 0, null, 0))] };
            world.Write(0, new PageInput.Open(Pages.What(repeat: 0), Pages.There));
            return world;
        }

        public World Copy() => new(_known) { _journal = [.. _journal], _pages = [.. _pages], _digest = _digest, _exact = _exact, _actors = [.. _actors], _outbox = [.. _outbox], _started = [.. _started], _now = _now };

        /// <summary>Everything that decides what may follow, as a text.</summary>
        public string Written => $"{_now.UnixSeconds} {string.Join(' ', _actors.Select(a => a.Written))} {string.Join(' ', _outbox.Order(StringComparer.Ordinal))} {_digest}";

        /// <summary>Every next step that can be taken.</summary>
        public List<Action> Next()
        {
            var next = new List<Action>();
            for (var i = 0; i < _actors.Count; i++)
            {
                var at = i;
                switch (_actors[i])
                {
                    case { Step: 9 }:
                        break;
                    case { What: Move.Sender } a:
                        AddSender(next, at, a);
                        break;
                    case { Step: 0 }:
                        next.Add(() => Set(at, a => a with { Step = 1, Read = _journal.Count }));
                        break;
                    case var a:
                        next.Add(() => WriteAs(at, a));
                        break;
                }
            }
            if (Fold(_journal.Count).Next is { } due && due > _now)
                next.Add(() => _now = due);
            return next;
        }

        private void AddSender(List<Action> next, int at, Actor a)
        {
            switch (a.Step)
            {
                case 0:
                    // Leases run out: two may hold the same message.
                    foreach (var send in _outbox.Order(StringComparer.Ordinal).Take(2))
                        next.Add(() => Set(at, s => s with { Step = 1, Read = _journal.Count, Send = send }));
                    break;
                case 1:
                    next.Add(() => ClaimAs(at, a));
                    break;
                default:
                    next.Add(() => TellAs(at, a, NoticeOutcomes.Sent, NoticeReasons.Taken));
                    next.Add(() => TellAs(at, a, NoticeOutcomes.Retry, NoticeReasons.ServerError));
                    // The node dies; another one takes its place and finds the message in the outbox.
                    next.Add(() => Set(at, s => s with { Step = 0, Send = null, Try = 0 }));
                    break;
            }
        }

        /// <summary>Lets everything run to its end, one after the other: clocks, then senders.</summary>
        public void Quiet()
        {
            for (var rounds = 0; rounds < 100; rounds++)
            {
                foreach (var send in _outbox.ToList())
                    Deliver(send);
                if (Fold(_journal.Count).Next is not { } due)
                    break;
                _now = due > _now ? due : _now;
                Write(_journal.Count, new PageInput.Reach(Pages.There));
            }
        }

        /// <summary>Nothing begins after the page has ended.</summary>
        public void Check()
        {
            var over = _journal.FindIndex(l => l.Type is "page-acknowledged");
            if (over >= 0)
                Assert.DoesNotContain(_journal.Skip(over), l => l.Type is "send-started" or "step-taken");
            Assert.Equal(_started.Count, _journal.Count(l => l.Type == "send-started"));
        }

        /// <summary>Everything came to an end, and every send has its reason.</summary>
        public void CheckEnd()
        {
            Check();
            var page = Fold(_journal.Count);
            Assert.NotNull(page.End);
            Assert.Empty(_outbox);
            Assert.All(page.Sends.Values, s => Assert.True(s.IsFinal && (s.Reason is not null || s.Kind == "app"), $"{s}"));
        }

        private void WriteAs(int at, Actor actor)
        {
            PageInput input = actor.What switch
            {
                Move.Acknowledge => new PageInput.Acknowledge("p-duty", "sms"),
                Move.Timer => new PageInput.Reach(Pages.There),
                Move.Met => new PageInput.Settle(NoticeReasons.Met),
                _ => throw new InvalidOperationException(),
            };
            var written = Write(actor.Read, input);
            // A lost race reads again; a timer comes again and again.
            Set(at, a => a with { Step = written && a.What != Move.Timer ? 9 : 0 });
        }

        private void ClaimAs(int at, Actor actor)
        {
            var decision = Paging.Decide(Fold(actor.Read), new PageInput.Claim(actor.Send!), _now);
            if (!Write(actor.Read, new PageInput.Claim(actor.Send!)))
            {
                Set(at, a => a with { Step = 0, Send = null });
                return;
            }
            if (!decision.Granted)
            {
                _outbox.Remove(actor.Send!);
                Set(at, a => a with { Step = 0, Send = null });
                return;
            }
            _started.Add(actor.Send!);
            Set(at, a => a with { Step = 2, Try = Fold(_journal.Count).Sends[a.Send!].Try });
        }

        private void TellAs(int at, Actor actor, string outcome, string reason)
        {
            // Whoever was overtaken reads again and tells then: the store does the same.
            Write(_journal.Count, new PageInput.Tell(actor.Send!, actor.Try, outcome, reason, "h"));
            if (Fold(_journal.Count).Sends[actor.Send!].IsFinal)
                _outbox.Remove(actor.Send!);
            Set(at, a => a with { Step = 0, Send = null, Try = 0 });
        }

        private void Deliver(string send)
        {
            var claim = Paging.Decide(Fold(_journal.Count), new PageInput.Claim(send), _now);
            Write(_journal.Count, new PageInput.Claim(send));
            if (claim.Granted)
            {
                _started.Add(send);
                Write(_journal.Count, new PageInput.Tell(send, Fold(_journal.Count).Sends[send].Try, NoticeOutcomes.Sent, NoticeReasons.Taken, "h"));
            }
            _outbox.Remove(send);
        }

        private bool Write(int version, PageInput input)
        {
            if (version != _journal.Count)
                return false;
            if (!_known.TryGetValue((_exact, input, _now), out var lines))
                _known[(_exact, input, _now)] = lines = Decided(Fold(version), input);
            foreach (var line in lines)
            {
                _journal.Add(line.What);
                _pages.Add(line.After);
                (_digest, _exact) = (line.Digest, line.Exact);
                _outbox.UnionWith(line.Sends);
            }
            return true;
        }

        private List<Line> Decided(Page page, PageInput input)
        {
            var (lines, digest, exact) = (new List<Line>(), _digest, _exact);
            foreach (var line in PageKind.Take(page, Paging.Decide(page, input, _now).Events, _now, Actors.System).Lines)
            {
                page = PageKind.ReadPage(PageKind.Folded(Applied(page, line)).Snapshot.Body);
                digest = Hash(digest + line.Type + line.Body.Text);
                exact = Hash($"{exact}{line.RecordedAt.UnixSeconds}{line.Type}{line.Body.Text}");
                lines.Add(new(line, page, digest, exact, [.. PageKind.Instance.Messages(line).Select(m => SendMessage.Read(m.Body).Send)]));
            }
            return lines;
        }

        private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

        private static Page Applied(Page page, NewEntry line)
        {
            var after = page.What is null ? new Page() : PageKind.ReadPage(PageKind.Folded(page).Snapshot.Body);
            after.Apply(PageKind.Read(line), line.RecordedAt);
            return after;
        }

        // As it stood when so many lines were written; nobody changes what was read.
        private Page Fold(int version) => _pages[version];

        private void Set(int at, Func<Actor, Actor> change) => _actors[at] = change(_actors[at]);
    }
}
