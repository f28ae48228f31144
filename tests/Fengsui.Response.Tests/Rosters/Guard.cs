using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;
using Fengsui.Response.Rosters;
using Xunit;

namespace Fengsui.Response.Tests.Rosters;

/// <summary>A roster and the organisation that keeps it, spoken to in the words of whoever plans duty.</summary>
internal sealed class Guard
{
    public static readonly Library Library = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));

    /// <summary>Day shifts on working days, nights and days off by turns of their own.</summary>
    public const string Usual = """
        {"name": "安全值班", "from": "2026-09-01", "layers": [
          {"post": "duty-officer", "watches": [
            {"days": "working-days", "times": ["08:30-17:30"], "people": ["li", "zhou"], "turn": "week", "start": "2026-08-31"},
            {"days": "working-days", "times": ["17:30-08:30"], "people": ["he", "lv", "shi"], "turn": "shift"},
            {"days": "days-off", "times": ["08:30-17:30", "17:30-08:30"], "people": ["zhou", "he", "lv", "shi", "li"], "turn": "shift"}]},
          {"post": "commander", "watches": [
            {"days": "every-day", "times": ["00:00-24:00"], "people": ["sun", "qian"], "turn": "week", "start": "2026-08-31"}]}]}
        """;

    private RosterState? _state;

    public Organisation Organisation { get; } = new() { Name = "某公司" };

    public List<NewEntry> Lines { get; } = [];

    public Instant Now { get; private set; } = At("2026-09-01 09:00");

    public RosterState State => _state!;

    public Guard()
    {
        foreach (var officer in new[] { "li", "zhou", "he", "lv", "shi", "zhang", "wang" })
            Organisation.People[officer] = new() { Posts = { ["duty-officer"] = officer != "li" } };
        Organisation.People["sun"] = new() { Posts = { ["commander"] = false } };
        Organisation.People["qian"] = new() { Posts = { ["commander"] = true } };
        Organisation.People["wu"] = new() { Posts = { ["compliance"] = false } };
        Organisation.People["zheng"] = new() { Posts = { ["auditor"] = false } };
    }

    public static Guard With(string plan) => new Guard().Does("sun", new RosterAct.Set(Plan(plan)));

    public static Guard OnUsualDuty() => With(Usual);

    /// <summary>An instant as people write it: 2026-10-03 02:14, in Shanghai.</summary>
    public static Instant At(string moment) =>
        Instant.TryParse($"{moment.Replace(' ', 'T')}:00+08:00", out var at) ? at : throw new ArgumentException(moment);

    public static RosterPlan Plan(string json) => RosterFile.Read(InputText.Read("roster.json", System.Text.Encoding.UTF8.GetBytes(json)), p => p);

    public Guard On(string moment)
    {
        Now = At(moment);
        return this;
    }

    public Guard Does(string by, RosterAct act)
    {
        var decision = Decide(by, act);
        var done = decision as RosterDecision.Done;
        Assert.True(done is not null, decision is RosterDecision.Refused r ? $"{r.Field}: {r.Wrong(p => p)}" : decision.ToString());
        if (done.Said is { } said)
            Lines.Add(RosterEvents.Write(said, Now, by, done.Post));
        _state = done.After;
        return this;
    }

    public RosterDecision Decide(string by, RosterAct act) => RosterDecisions.Decide(_state, act, new(Now, by, Organisation, Library));

    /// <summary>The field and the words of a refusal.</summary>
    public (string Field, string Zh) Refused(string by, RosterAct act)
    {
        var refused = Assert.IsType<RosterDecision.Refused>(Decide(by, act));
        Assert.NotEmpty(refused.Remedy.Zh);
        Assert.NotEmpty(refused.Wrong(p => p).En);
        return (refused.Field, refused.Wrong(p => p).Zh);
    }

    public Schedule Schedule(string until = "2027-10-01 00:00") => Response.Rosters.Schedule.Of(State, Library.Calendar, At(until));

    public IReadOnlyList<LayerDuty> OnDuty(string moment) => Schedule().At(At(moment));

    /// <summary>The shift of a person that begins then.</summary>
    public ShiftRef Shift(string moment, int layer = 0) => new(layer, At(moment));
}
