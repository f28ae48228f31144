using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Response.Incidents;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>One incident on a clock that the test moves: <c>night.At("02:14").Does(…)</c>, <c>night.Owes("…").By("06:14")</c>.</summary>
internal sealed class Night
{
    public static readonly Library Law = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));

    private static readonly HeldPost[] Everybody = [.. Law.Procedure.Posts.Select(p => new HeldPost(p.Id, false))];

    private string _day = "2026-03-02";
    private IReadOnlyList<HeldPost> _posts = Everybody;
    private string _actor = "p-wang";

    public IncidentState? State { get; private set; }

    public Instant Now { get; private set; }

    public List<NewEntry> Lines { get; } = [];

    public Dictionary<string, string> Profile { get; } = new() { ["network_operator"] = "是", ["central_organ"] = "否", ["bank_insurer"] = "否", ["central_soe"] = "否" };

    public HashSet<string> Others { get; } = [];

    public Refusal? Refused { get; private set; }

    /// <summary>Whether every act is followed by the proof that its lines alone lead to the same state; a journal of thousands is proved once, at its end.</summary>
    public bool ProvesEachAct { get; set; } = true;

    public Night On(string day)
    {
        _day = day;
        return this;
    }

    /// <summary>A time of the day, or a whole instant.</summary>
    public Night At(string time)
    {
        Now = When(time);
        return this;
    }

    public Instant When(string time) => Instant.TryParse(time.Contains('T', StringComparison.Ordinal) ? time : $"{_day}T{time}{(time.Length == 5 ? ":00" : "")}+08:00", out var at) ? at : throw new ArgumentException(time);

    public Night As(string actor, params string[] posts)
    {
        _actor = actor;
        _posts = posts.Length == 0 ? Everybody : [.. posts.Select(p => p.EndsWith("/deputy", StringComparison.Ordinal) ? new HeldPost(p[..^7], true) : new HeldPost(p, false))];
        return this;
    }

    public Scene Scene => new()
    {
        Now = Now, Actor = _actor, Posts = _posts, Library = Law, Profile = Profile, Exists = Others.Contains,
    };

    /// <summary>Does an act that must succeed.</summary>
    public Night Does(params Act[] acts)
    {
        foreach (var act in acts)
        {
            var decision = Deciding.Decide(State, act, Scene);
            if (decision is Decision.Refused refused)
                Assert.Fail($"{act.Id} was refused: {refused.Refusal.Field} {refused.Refusal.Wrong}; {refused.Refusal.Remedy}");
            Take((Decision.Done)decision);
        }

        return this;
    }

    /// <summary>Tries an act that must be refused, and changes nothing.</summary>
    public Refusal Fails(Act act)
    {
        var before = State is null ? null : IncidentKind.Write(State);
        var refused = Assert.IsType<Decision.Refused>(Deciding.Decide(State, act, Scene));
        Assert.Equal(before, State is null ? null : IncidentKind.Write(State));
        return Refused = refused.Refusal;
    }

    /// <summary>Lets the sweeper run now; tells which clocks were reached.</summary>
    public IReadOnlyList<string> Sweep()
    {
        if (Deciding.Reach(State!, Now) is not { } done)
            return [];
        var clocks = done.Lines.Select(l => ((IncidentEvent.ClockReached)EventNames.Read(l)).Clock).ToList();
        Take(done);
        return clocks;
    }

    public OwedDuty Owes(string duty) => State!.Duties.TryGetValue(duty, out var owed) ? owed : throw new Xunit.Sdk.XunitException($"{duty} is not among {string.Join(" ", State.Duties.Keys)}");

    private void Take(Decision.Done done)
    {
        Lines.AddRange(done.Lines);
        State = done.After;
        if (ProvesEachAct)
            Prove();
    }

    /// <summary>Whatever was decided, its lines alone lead to the same state.</summary>
    public void Prove()
    {
        Assert.Equal(IncidentKind.Write(State!), IncidentKind.Instance.Fold(Lines).Snapshot.Body);
        Assert.Equal(IncidentKind.Write(State!), IncidentKind.Write(IncidentKind.Read(IncidentKind.Write(State!))));
    }

    /// <summary>An incident opened at 02:14 of which nothing else is known.</summary>
    public static Night Opened() => new Night().At("02:14").Does(new OpenIncident { Title = "客户数据库遭窃取" });

    /// <summary>An incident found at 02:14, 重大 by its facts at 02:20: twelve million persons.</summary>
    public static Night Major(params (string Item, string Value)[] profile)
    {
        var night = new Night();
        foreach (var (item, value) in profile)
            night.Profile[item] = value;
        return night.At("02:14").Does(new OpenIncident { Title = "客户数据库遭窃取" }).At("02:20").Does(MajorFacts);
    }

    public static AssertFacts MajorFacts => Facts(("data_harm", "窃取、泄露"), ("data_level", "一般"), ("pi_persons", "1200万人"), ("cii", "否"));

    /// <summary>Every fact that could still give a level, answered: two persons, nothing else.</summary>
    public static AssertFacts SmallFacts => Facts([.. Law.Vocabulary.Facts.Where(f => !f.OfOrganisation && f.Type != Fengsui.Law.Facts.FactType.Text && f.Id is not ("data_harm" or "data_level" or "cii"))
        .Select(f => (f.Id, Least(f))), ("pi_persons", "2人")]);

    /// <summary>What <see cref="SmallFacts"/> leaves out: the words of a text, and what is asked of the organisation.</summary>
    public static AssertFacts EverythingElse => Facts([.. Law.Vocabulary.Facts.Where(f => f.Type == Fengsui.Law.Facts.FactType.Text || f.OfOrganisation && f.Id is not ("network_operator" or "central_organ" or "bank_insurer" or "cii"))
        .Select(f => (f.Id, f.Type == Fengsui.Law.Facts.FactType.Text ? "已查明" : f.Words[0].Zh))]);

    private static string Least(Fengsui.Law.Facts.Fact fact) => fact.Type switch
    {
        Fengsui.Law.Facts.FactType.Set => "none",
        Fengsui.Law.Facts.FactType.Quantity => fact.Unit!.Kind switch
        {
            Fengsui.Law.Facts.QuantityKind.Count => "0" + fact.Unit.Word,
            Fengsui.Law.Facts.QuantityKind.Money => "0元",
            Fengsui.Law.Facts.QuantityKind.Percent => "0%",
            Fengsui.Law.Facts.QuantityKind.Duration => "0小时",
            _ => throw new InvalidOperationException(),
        },
        _ => fact.Words[0].Zh,
    };

    public static MakeReport Report(string duty, params string[] left) => new() { Duty = duty, Channel = "12387", Text = "报送", Left = left };

    public static AssertFacts Fact(string id, string value) => new() { Facts = new Dictionary<string, FactText> { [id] = new(value) } };

    public static AssertFacts Facts(params (string Id, string Value)[] facts) => new() { Facts = facts.GroupBy(f => f.Id).ToDictionary(f => f.Key, f => new FactText(f.Last().Value)) };
}

internal static class OwedAssertions
{
    public static OwedDuty By(this OwedDuty duty, string instant)
    {
        var written = duty.Due?.ToString() ?? "";
        Assert.Contains(instant, written, StringComparison.Ordinal);
        return duty;
    }
}
