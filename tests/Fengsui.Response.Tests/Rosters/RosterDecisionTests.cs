using Fengsui.Law.Calendar;
using Fengsui.Law.Input;
using Fengsui.Response.Record;
using Fengsui.Response.Rosters;
using Xunit;

namespace Fengsui.Response.Tests.Rosters;

public sealed class RosterDecisionTests
{
    private const string DayOnly = """
        {"name": "值班", "from": "2026-09-01", "layers": [{"post": "duty-officer", "watches": [
          {"days": "every-day", "times": ["08:00-24:00"], "people": ["li", "zhou"], "turn": "day"}]}]}
        """;

    [Fact]
    public void A_gap_in_the_first_layer_is_refused_and_shown()
    {
        var (field, said) = new Guard().Refused("sun", new RosterAct.Set(Guard.Plan(DayOnly)));
        Assert.Equal("layers", field);
        Assert.StartsWith("2026-09-02 00:00–08:00 第一层无人值班；2026-09-03 00:00–08:00 第一层无人值班", said);
        Assert.EndsWith("共 400 处", said);
    }

    [Fact]
    public void Days_that_nobody_covers_are_a_gap()
    {
        var working = DayOnly.Replace("every-day", "working-days").Replace("08:00-24:00", "00:00-24:00");
        Assert.StartsWith("2026-09-05 00:00 – 2026-09-07 00:00 第一层无人值班", new Guard().Refused("sun", new RosterAct.Set(Guard.Plan(working))).Zh);
        // Sunday 20 September is worked, the mid-autumn days are not.
        Assert.Contains("2026-09-25 00:00 – 2026-09-28 00:00", new Guard().Refused("sun", new RosterAct.Set(Guard.Plan(working))).Zh);
    }

    [Fact]
    public void Two_shifts_at_one_time_are_refused() =>
        Assert.StartsWith("2026-09-01 16:00–17:00 第一层有两个班次重叠", new Guard().On("2026-09-01 00:00").Refused("sun", new RosterAct.Set(Guard.Plan(DayOnly.Replace("08:00-24:00", "00:00-17:00\", \"16:00-24:00")))).Zh);

    [Fact]
    public void One_person_in_two_layers_at_one_time_is_refused()
    {
        var guard = new Guard();
        guard.Organisation.People["sun"].Posts["duty-officer"] = true;
        var both = Guard.Usual.Replace("\"people\": [\"he\", \"lv\", \"shi\"]", "\"people\": [\"he\", \"lv\", \"sun\"]");
        Assert.Matches("^2026-09-\\d\\d .* sun同时在第一层和第二层值班", guard.Refused("sun", new RosterAct.Set(Guard.Plan(both))).Zh);
    }

    [Theory]
    [InlineData("li", "layers[0].watches[0].people", "li不在本单位，或者已经离开")]
    [InlineData("wu", "layers[0].watches[0].people", "wu没有“值班员”岗位，值班时无权办理")]
    public void Who_is_not_here_or_could_not_act_is_refused(string person, string field, string said)
    {
        var guard = new Guard();
        guard.Organisation.People.Remove("li");
        guard.Organisation.People["he"].Posts["duty-officer"] = false;
        Assert.Equal((field, said), guard.Refused("sun", new RosterAct.Set(Guard.Plan(DayOnly.Replace("\"li\"", $"\"{person}\"").Replace("08:00", "00:00")))));
    }

    [Fact]
    public void A_post_on_which_duty_rests_needs_a_holder_and_a_deputy()
    {
        var guard = new Guard();
        guard.Organisation.People["qian"].Posts.Clear();
        Assert.Equal(("post", "岗位“指挥人”没有代理人"), guard.Refused("sun", new RosterAct.Set(Guard.Plan(DayOnly.Replace("08:00", "00:00")))));
        guard.Organisation.People["sun"].Posts.Clear();
        guard.Organisation.People["zheng"].Posts["first-responsible"] = false;
        Assert.Equal(("post", "岗位“指挥人”空缺"), guard.Refused("zheng", new RosterAct.Set(Guard.Plan(DayOnly.Replace("08:00", "00:00")))));
    }

    [Theory]
    [InlineData("li", false)]
    [InlineData("wu", false)]
    [InlineData("sun", true)]
    [InlineData("qian", true)]
    public void Who_may_set_a_roster_is_what_the_table_says(string by, bool may) =>
        Assert.Equal(may, new Guard().Decide(by, new RosterAct.Set(Guard.Plan(Guard.Usual))) is RosterDecision.Done);

    [Fact]
    public void Who_may_swap_and_take_leave_is_what_the_table_says()
    {
        var guard = Guard.OnUsualDuty();
        Assert.Equal(new RosterDecision.NotAllowed("swap-shift"), guard.Decide("wu", new RosterAct.SwapShifts("li", [], "zhou", [])));
        Assert.Equal(new RosterDecision.NotAllowed("take-leave"), guard.Decide("wu", new RosterAct.EndLeave(1)));
        Assert.Equal(new RosterDecision.NotAllowed("strengthen-duty"), guard.Decide("li", new RosterAct.EndStrengthening(1)));
        Assert.Equal(new RosterDecision.NotAllowed("set-roster"), guard.Decide("li", new RosterAct.End()));
        Assert.Equal(new RosterDecision.NotAllowed("set-roster"), guard.Decide("sun", new RosterAct.PersonLeft("li")));
        Assert.Equal(new RosterDecision.Absent(), guard.Decide("li", new RosterAct.EndLeave(1)));
    }

    [Fact]
    public void A_roster_begins_near_today()
    {
        Assert.Equal("from", new Guard().Refused("sun", new RosterAct.Set(Guard.Plan(Guard.Usual.Replace("\"from\": \"2026-09-01\"", "\"from\": \"2027-11-01\"").Replace("2026-08-31", "2027-11-01")))).Field);
        Assert.Equal("from", new Guard().On("2027-11-01 09:00").Refused("sun", new RosterAct.Set(Guard.Plan(Guard.Usual))).Field);
    }

    [Fact]
    public void A_swap_gives_each_the_others_shift_and_says_why()
    {
        var guard = Guard.OnUsualDuty().Does("zhou", new RosterAct.SwapShifts("li", [new(0, Guard.At("2026-10-02 17:30"))], "zhou", [new(0, Guard.At("2026-10-03 08:30"))]));

        var night = guard.OnDuty("2026-10-03 02:14")[0];
        Assert.Equal(("zhou", new Cause.Swapped(1, "li")), (night.Person, night.Cause));
        Assert.Equal("li", guard.OnDuty("2026-10-03 12:00")[0].Person);
        Assert.Equal("zhou", guard.Lines[^1].Actor);
    }

    [Fact]
    public void A_swap_of_what_is_not_ones_own_is_refused()
    {
        var guard = Guard.OnUsualDuty();
        ShiftRef night = new(0, Guard.At("2026-10-02 17:30"));
        Assert.Equal("first_shifts", guard.Refused("li", new RosterAct.SwapShifts("zhou", [night], "li", [])).Field);
        Assert.Equal("first_shifts", guard.Refused("li", new RosterAct.SwapShifts("li", [night with { From = Guard.At("2026-10-02 18:00") }], "zhou", [])).Field);
        Assert.Equal("first_shifts", guard.Refused("li", new RosterAct.SwapShifts("li", [night with { Layer = 7 }], "zhou", [])).Field);
        Assert.Equal("first_shifts", guard.Refused("li", new RosterAct.SwapShifts("li", [], "zhou", [])).Field);
        Assert.Equal("second", guard.Refused("li", new RosterAct.SwapShifts("li", [night], "li", [])).Field);
        Assert.Contains("wu没有这一层的岗位", guard.Refused("li", new RosterAct.SwapShifts("li", [night], "wu", [])).Zh);
        guard.Does("li", new RosterAct.TakeLeave("zhou", Guard.At("2026-10-01 00:00"), Guard.At("2026-10-04 00:00"), null));
        Assert.Contains("zhou在那段时间请假", guard.Refused("li", new RosterAct.SwapShifts("li", [night], "zhou", [])).Zh);
    }

    [Fact]
    public void Leave_falls_to_the_substitute_or_goes_round_the_rotation()
    {
        var guard = Guard.OnUsualDuty().Does("li", new RosterAct.TakeLeave("li", Guard.At("2026-10-02 00:00"), Guard.At("2026-10-03 00:00"), "wang"));

        var night = guard.OnDuty("2026-10-02 23:00")[0];
        Assert.Equal(("wang", new Cause.StandsIn(1, "li", Named: true)), (night.Person, night.Cause));
        // Back at midnight: the rest of the shift is one's own again.
        Assert.Equal(("li", Guard.At("2026-10-03 08:30")), (guard.OnDuty("2026-10-03 00:00")[0].Person, guard.OnDuty("2026-10-03 00:00")[0].Until));
        guard.Does("li", new RosterAct.TakeLeave("li", Guard.At("2026-10-03 00:00"), Guard.At("2026-10-04 00:00"), null));
        Assert.Equal(("zhou", new Cause.StandsIn(2, "li", Named: false)), (guard.OnDuty("2026-10-03 02:14")[0].Person, guard.OnDuty("2026-10-03 02:14")[0].Cause));
        guard.On("2026-10-02 20:00").Does("li", new RosterAct.EndLeave(2));
        Assert.Equal("li", guard.OnDuty("2026-10-03 02:14")[0].Person);
        Assert.Equal("wang", guard.OnDuty("2026-10-02 23:00")[0].Person);
    }

    [Fact]
    public void Leave_that_leaves_nobody_is_refused()
    {
        var guard = Guard.With(DayOnly.Replace("08:00", "00:00"));
        guard.Does("li", new RosterAct.TakeLeave("li", Guard.At("2026-10-01 00:00"), Guard.At("2026-10-08 00:00"), null));
        Assert.Equal(("substitute", "2026-10-03 00:00 – 2026-10-08 00:00 第一层无人值班"),
            guard.Refused("li", new RosterAct.TakeLeave("zhou", Guard.At("2026-10-03 00:00"), Guard.At("2026-10-10 00:00"), null)));
        guard.Does("li", new RosterAct.TakeLeave("zhou", Guard.At("2026-10-03 00:00"), Guard.At("2026-10-10 00:00"), "he"));
        Assert.Equal("he", guard.OnDuty("2026-10-03 02:14")[0].Person);
    }

    [Fact]
    public void Leave_that_makes_no_sense_is_refused()
    {
        var guard = Guard.OnUsualDuty();
        RosterAct.TakeLeave leave = new("li", Guard.At("2026-10-01 00:00"), Guard.At("2026-10-08 00:00"), null);
        Assert.Equal("person", guard.Refused("li", leave with { Person = "wu" }).Field);
        Assert.Equal("until", guard.Refused("li", leave with { Until = leave.From }).Field);
        Assert.Equal("from", guard.Refused("li", leave with { From = Guard.At("2026-07-01 00:00") }).Field);
        Assert.Equal("substitute", guard.Refused("li", leave with { Substitute = "li" }).Field);
        Assert.Contains("wu没有那一层的岗位", guard.Refused("li", leave with { Substitute = "wu" }).Zh);
        guard.Does("li", leave);
        Assert.Equal(("from", "与第 1 号请假重叠"), guard.Refused("li", leave));
        Assert.Contains("li那段时间也请假", guard.Refused("li", leave with { Person = "he", Substitute = "li" }).Zh);
    }

    [Fact]
    public void Who_left_the_organisation_is_counted_on_no_longer()
    {
        var guard = Guard.OnUsualDuty().On("2026-10-02 12:00").Does(Actors.System, new RosterAct.PersonLeft("li"));
        Assert.DoesNotContain(guard.Schedule().Stretches[0].Where(s => s.Until > Guard.At("2026-10-02 12:00")), s => s.Person == "li");
        Assert.Equal(1, guard.State.Last);
        guard.Does(Actors.System, new RosterAct.PersonLeft("li")).Does(Actors.System, new RosterAct.PersonLeft("wu"));
        Assert.Equal(1, guard.State.Last);
        guard.Organisation.People.Remove("li");
        Assert.Equal("leave", guard.Refused("zhou", new RosterAct.EndLeave(1)).Field);
    }

    [Fact]
    public void Strengthened_duty_without_a_second_layer_is_refused()
    {
        var guard = Guard.With(DayOnly.Replace("08:00", "00:00"));
        Assert.StartsWith("2026-10-01 00:00 – 2026-10-08 00:00 第二层无人值班", guard.Refused("sun", new RosterAct.Strengthen("国庆节", Guard.At("2026-10-01 00:00"), Guard.At("2026-10-08 00:00"))).Zh);
        Assert.Equal("occasion", guard.Refused("sun", new RosterAct.Strengthen(" ", Guard.At("2026-10-01 00:00"), Guard.At("2026-10-08 00:00"))).Field);
        Assert.Equal("until", guard.Refused("sun", new RosterAct.Strengthen("国庆节", Guard.At("2026-10-08 00:00"), Guard.At("2026-10-01 00:00"))).Field);
    }

    [Theory]
    [InlineData("{\"name\": \"值班\"}", "from")]
    [InlineData("{\"name\": \"\", \"from\": \"2026-09-01\"}", "name")]
    [InlineData("{\"name\": \"值班\", \"from\": \"9月1日\"}", "from")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"until\": \"2026-08-01\"}", "until")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"layers\": []}", "layers")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"colour\": \"red\"}", "colour")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"layers\": [{\"post\": \"x\", \"watches\": [{\"days\": \"always\"}]}]}", "layers[0].watches[0].days")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"layers\": [{\"post\": \"x\", \"watches\": [{\"days\": \"every-day\", \"times\": \"8点到5点\"}]}]}", "layers[0].watches[0].times")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"layers\": [{\"post\": \"x\", \"watches\": [{\"days\": \"every-day\", \"times\": \"0:00-24:00\", \"people\": \"nobody\"}]}]}", "layers[0].watches[0].people")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"layers\": [{\"post\": \"x\", \"watches\": [{\"days\": \"every-day\", \"times\": \"0:00-24:00\", \"people\": \"li、li\"}]}]}", "layers[0].watches[0].people")]
    [InlineData("{\"name\": \"值班\", \"from\": \"2026-09-01\", \"layers\": [{\"post\": \"x\", \"watches\": [{\"days\": \"every-day\", \"times\": \"0:00-24:00\", \"people\": \"li\", \"turn\": \"day\", \"start\": \"2000-01-01\"}]}]}", "layers[0].watches[0].start")]
    public void What_is_wrong_in_a_file_is_told_with_its_path(string json, string key)
    {
        var wrong = Assert.Throws<InputException>(() => RosterFile.Read(InputText.Read("roster.json", System.Text.Encoding.UTF8.GetBytes(json)), p => p == "nobody" ? null : p));
        Assert.Equal(key, wrong.Key);
        Assert.Equal("roster.json", wrong.At.File);
    }

    [Fact]
    public void People_and_times_may_be_written_as_one_text()
    {
        var plan = Guard.Plan(DayOnly.Replace("[\"08:00-24:00\"]", "\"8:30-17:30，17：30～8：30\"").Replace("[\"li\", \"zhou\"]", "\"li、zhou\""));
        Assert.Equal(["08:30-17:30", "17:30-08:30"], plan.Layers[0].Watches[0].Times.Select(t => t.ToString()));
        Assert.Equal(["li", "zhou"], plan.Everybody);
    }

    [Fact]
    public void Fairness_tells_nights_weekends_and_holidays_apart()
    {
        var guard = Guard.OnUsualDuty();
        var october = Fairness.Of(guard.Schedule(), 0, Guard.Library.Calendar, Guard.At("2026-10-01 00:00"), Guard.At("2026-10-12 00:00"));

        var he = october.Shares.Single(s => s.Person == "he");
        // The end of the night of 30 September; 1 and 6 October by day; the nights of 3, 10 (worked) and 11 October.
        Assert.Equal((6, 4, 4, 1), (he.Shifts, he.Nights, he.Holidays, he.Weekends));
        Assert.Equal((8.5 + 9 + 9 + 15 + 15 + 6.5) * 3600, he.Seconds);
    }
}
