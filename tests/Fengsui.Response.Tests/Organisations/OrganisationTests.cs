using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Response.Tests.Organisations;

public sealed class OrganisationTests
{
    private static readonly Instant Now = new(1_772_390_700);
    private static readonly Library Library = Library.Load(Path.Combine(AppContext.BaseDirectory, "packs"));
    private static readonly OrganisationDecisions Decisions = new(Library);

    private readonly Organisation _state = new();
    private readonly List<NewEntry> _lines = [];

    public OrganisationTests() => Done("p-1", new OrganisationAct.Found("某公司", new Dictionary<string, string> { ["province"] = "浙江" }, "p-1", AllManaging: true));

    [Fact]
    public void The_founder_gets_the_posts_that_manage_people()
    {
        Assert.Equal(["administrator", "first-responsible"], _state.People["p-1"].Posts.Keys);
        Assert.Equal("浙江", _state.Profile["province"]);
        Assert.Equal(24, _state.RatifyHours());
    }

    [Fact]
    public void The_founder_may_decline_to_be_responsible_and_stay_the_administrator()
    {
        var decision = (OrganisationDecision.Done)Decisions.Decide(new(), new OrganisationAct.Found("甲", new Dictionary<string, string>(), "p-9", AllManaging: false), "p-9", Now);
        Assert.Equal([new OrganisationEvent.PostGiven("p-9", "administrator", Deputy: false)], decision.Events.OfType<OrganisationEvent.PostGiven>());
    }

    [Fact]
    public void An_organisation_is_founded_once() =>
        Assert.Equal("organisation", Refused("p-1", new OrganisationAct.Found("乙", new Dictionary<string, string>(), "p-2", AllManaging: true)).Field);

    [Fact]
    public void Folding_the_journal_gives_the_same_bytes_as_applying_one_by_one()
    {
        Done("p-1", new OrganisationAct.AddPerson("p-2"));
        Done("p-1", new OrganisationAct.GivePost("p-2", "commander", Deputy: false));
        Done("p-2", new OrganisationAct.SetTotp("p-2"));
        Done("p-2", new OrganisationAct.MakeToken("t-1", "p-2", ["read"], Now.Plus(3600)));
        Done("p-1", new OrganisationAct.ChangeSetting("ratify_hours", "12"));

        var folded = OrganisationKind.Instance.Fold(_lines);

        Assert.Equal(_state.Write(), folded.Snapshot.Body);
        Assert.Equal(Organisation.Read(folded.Snapshot.Body).Write(), folded.Snapshot.Body);
        Assert.Equal(OrganisationKind.Folded(_state, Now).Snapshot, folded.Snapshot);
        Assert.Equal(12, Organisation.Read(folded.Snapshot.Body).RatifyHours());
    }

    [Theory]
    [InlineData("administrator", "manage-people", "administrator")]
    [InlineData("duty-officer", "open", "duty-officer")]
    [InlineData("commander,duty-officer", "end-response", "commander")]
    public void What_a_post_may_is_what_the_table_says(string posts, string act, string under)
    {
        var authority = Authority.Of(Library.Procedure, act, [.. posts.Split(',').Select(p => new HeldPost(p, Deputy: false))]);
        Assert.Equal((under, false), authority is Authority.Allowed allowed ? (allowed.Post.Id, allowed.Deputy) : default);
    }

    [Fact]
    public void Every_pair_of_post_and_act_is_answered_as_the_table_says()
    {
        foreach (var act in Library.Procedure.Acts)
            foreach (var post in Library.Procedure.Posts)
                foreach (var deputy in new[] { false, true })
                {
                    var authority = Authority.Of(Library.Procedure, act.Act, [new(post.Id, deputy)]);
                    Authority expected = act.May.Contains(post) ? new Authority.Allowed(post, deputy)
                        : act.Emergency.Contains(post) ? new Authority.Emergency(post, deputy) : new Authority.No();
                    Assert.Equal(expected, authority);
                }
        Assert.Equal(new Authority.No(), Authority.Of(Library.Procedure, "no-such-act", [new("administrator", false)]));
    }

    [Fact]
    public void A_post_held_goes_before_one_as_a_deputy()
    {
        var authority = Authority.Of(Library.Procedure, "open", [new("duty-officer", Deputy: true), new("commander", Deputy: false)]);
        Assert.Equal("commander", Assert.IsType<Authority.Allowed>(authority).Post.Id);
    }

    [Fact]
    public void The_last_administrator_stays_whatever_is_tried()
    {
        Assert.Equal("person", Refused("p-1", new OrganisationAct.Leave("p-1")).Field);
        Assert.Equal("person", Refused("p-1", new OrganisationAct.EndPost("p-1", "administrator")).Field);
        Assert.Equal("person", Refused("p-1", new OrganisationAct.GivePost("p-1", "administrator", Deputy: true)).Field);
        Done("p-1", new OrganisationAct.AddPerson("p-2"));
        Done("p-1", new OrganisationAct.GivePost("p-2", "administrator", Deputy: true));
        Assert.Equal("person", Refused("p-1", new OrganisationAct.Leave("p-1")).Field);
        Done("p-1", new OrganisationAct.GivePost("p-2", "administrator", Deputy: false));
        Done("p-1", new OrganisationAct.Leave("p-1"));
    }

    [Fact]
    public void A_deputy_needs_somebody_to_be_a_deputy_of()
    {
        Done("p-1", new OrganisationAct.AddPerson("p-2"));
        Done("p-1", new OrganisationAct.AddPerson("p-3"));
        Assert.Equal("deputy", Refused("p-1", new OrganisationAct.GivePost("p-2", "commander", Deputy: true)).Field);
        Done("p-1", new OrganisationAct.GivePost("p-3", "commander", Deputy: false));
        Done("p-1", new OrganisationAct.GivePost("p-2", "commander", Deputy: true));
        Assert.Equal("post", Refused("p-1", new OrganisationAct.EndPost("p-3", "commander")).Field);
        Assert.Equal("post", Refused("p-1", new OrganisationAct.Leave("p-3")).Field);
        Done("p-1", new OrganisationAct.EndPost("p-2", "commander"));
        Done("p-1", new OrganisationAct.Leave("p-3"));
    }

    [Fact]
    public void Who_does_not_manage_people_does_only_what_concerns_oneself()
    {
        Done("p-1", new OrganisationAct.AddPerson("p-2"));
        foreach (var act in (OrganisationAct[])
        [
            new OrganisationAct.Rename("乙"), new OrganisationAct.ChangeProfile(new Dictionary<string, string> { ["province"] = "北京" }), new OrganisationAct.ChangeSetting("ratify_hours", "1"),
            new OrganisationAct.AddPerson("p-3"), new OrganisationAct.Leave("p-1"), new OrganisationAct.GivePost("p-2", "administrator", Deputy: false),
            new OrganisationAct.EndPost("p-1", "administrator"), new OrganisationAct.SetPassword("p-1"), new OrganisationAct.SetTotp("p-1"), new OrganisationAct.RemoveTotp("p-1"),
            new OrganisationAct.AddPasskey("p-1", "k"), new OrganisationAct.RemovePasskey("p-1", "k"), new OrganisationAct.MakeToken("t", "p-1", ["read"], Now.Plus(60)),
            new OrganisationAct.EndToken("t", "p-1"), new OrganisationAct.EndSignins("p-1", ["s"]), new OrganisationAct.CheckNumbers(new Dictionary<string, string>()),
        ])
            Assert.IsType<OrganisationDecision.NotAllowed>(Decisions.Decide(_state, act, "p-2", Now));
        Done("p-2", new OrganisationAct.SetPassword("p-2"));
        Done("p-2", new OrganisationAct.Leave("p-2"));
        Assert.IsType<OrganisationDecision.NotAllowed>(Decisions.Decide(_state, new OrganisationAct.SetPassword("p-2"), "p-2", Now));
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData(" 甲", "name")]
    [InlineData("甲\n", "name")]
    public void A_name_that_is_none_is_refused(string name, string field) => Assert.Equal(field, Refused("p-1", new OrganisationAct.Rename(name)).Field);

    [Theory]
    [InlineData("0")]
    [InlineData("721")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public void Hours_out_of_range_are_refused(string hours) => Assert.Equal("ratify_hours", Refused("p-1", new OrganisationAct.ChangeSetting("ratify_hours", hours)).Field);

    [Fact]
    public void A_number_is_of_a_body_of_the_plans_and_says_when_it_was_checked()
    {
        const string Ministry = "工业和信息化部";
        static OrganisationAct.CheckNumbers Numbers(string body, string number) => new(new Dictionary<string, string> { [body] = number });

        Done("p-1", Numbers(Ministry, " 010-12345678 "));
        Assert.Equal(new CheckedNumber("010-12345678", "p-1", Now), _state.Numbers![Ministry]);
        Assert.Equal("某局", Refused("p-1", Numbers("某局", "1")).Field);
        Assert.Equal(Ministry, Refused("p-1", Numbers(Ministry, "010\n110")).Field);
        Assert.Equal(Ministry, Refused("p-1", Numbers(Ministry, new string('1', 201))).Field);
        Done("p-1", Numbers(Ministry, ""));
        Assert.Null(_state.Numbers);
        Done("p-1", Numbers(Ministry, ""));
    }

    [Fact]
    public void Nothing_new_writes_nothing()
    {
        var decision = Decisions.Decide(_state, new OrganisationAct.GivePost("p-1", "administrator", Deputy: false), "p-1", Now);
        Assert.Empty(Assert.IsType<OrganisationDecision.Done>(decision).Events);
    }

    /// <summary>The shapes in the journal, as they were first written: they stay readable for good.</summary>
    [Theory]
    [InlineData("founded", """{"name":"某公司","profile":{"province":"浙江"}}""")]
    [InlineData("renamed", """{"name":"乙"}""")]
    [InlineData("profile-changed", """{"fact":"province","value":"unknown"}""")]
    [InlineData("setting-changed", """{"setting":"ratify_hours","value":"12"}""")]
    [InlineData("person-added", """{"person":"p-2"}""")]
    [InlineData("person-left", """{"person":"p-2"}""")]
    [InlineData("post-given", """{"person":"p-2","post":"commander","deputy":true}""")]
    [InlineData("post-ended", """{"person":"p-2","post":"commander"}""")]
    [InlineData("password-set", """{"person":"p-2"}""")]
    [InlineData("totp-set", """{"person":"p-2"}""")]
    [InlineData("totp-removed", """{"person":"p-2"}""")]
    [InlineData("passkey-added", """{"person":"p-2","passkey":"k-1"}""")]
    [InlineData("passkey-removed", """{"person":"p-2","passkey":"k-1"}""")]
    [InlineData("token-made", """{"token":"1","person":"p-2","scopes":["read"],"until":1772390700}""")]
    [InlineData("token-ended", """{"token":"1","person":"p-2"}""")]
    [InlineData("signin-ended", """{"signin":"s-1","person":"p-2"}""")]
    [InlineData("locked-out", """{"person":"p-2"}""")]
    [InlineData("citation-confirmed", """{"pack":"cn.x@1.0.0#sha256:ab","source":"s1","against":"网信办官网，2026-03-02","by":"p-2","at":1772390700}""")]
    [InlineData("number-checked", """{"body":"工业和信息化部","number":"010-12345678，夜间转值班室","by":"p-2","at":1772390700}""")]
    [InlineData("number-removed", """{"body":"工业和信息化部"}""")]
    [InlineData("citation-withdrawn", """{"pack":"cn.x@1.0.0#sha256:ab","source":"s1","reason":"版本不对"}""")]
    public void Every_shape_ever_written_is_read_and_written_back(string type, string body)
    {
        var line = new NewEntry(type, 1, Now, Now, "p-1", "administrator", body);
        Assert.Equal(line, OrganisationEvents.Write(OrganisationEvents.Read(line), Now, "p-1", "administrator"));
    }

    [Theory]
    [InlineData("founded", 2, "{}")]
    [InlineData("crowned", 1, "{}")]
    [InlineData("person-added", 1, "{}")]
    [InlineData("person-added", 1, "{\"person\":null}")]
    [InlineData("person-added", 1, "")]
    public void A_line_that_cannot_be_read_is_told_as_one(string type, int version, string body) =>
        Assert.Throws<RecordException>(() => OrganisationEvents.Read(new(type, version, Now, Now, "p-1", "", body)));

    [Fact]
    public void A_log_has_no_state_and_knows_its_lines()
    {
        var line = LogKind.Line("org-1", new LogEvent.Refused("p-1", "open", "", "post", 3), Now, "p-1");
        Assert.Equal(("log-org-1", (long?)null), (line.Matter, line.Expected));
        Assert.Equal("""{"who":"p-1","act":"open","matter":"","why":"post","count":3}""", line.Lines[0].Body);
        Assert.Equal(line.After.Snapshot, LogKind.Instance.Fold(line.Lines).Snapshot);
        Assert.Throws<RecordException>(() => LogKind.Instance.Fold([line.Lines[0] with { Type = "other" }]));
    }

    [Fact]
    public void A_citation_is_confirmed_for_the_pack_that_was_compared_and_for_no_other()
    {
        var (pack, weak) = Weak();
        var before = _state.Write();
        Done("p-1", new OrganisationAct.ConfirmCitation(pack.Id, pack.Hash, weak.Id, "官网文本，2026-03-02 查阅"));
        Assert.Equal(new Confirmation("p-1", Now, "官网文本，2026-03-02 查阅"), _state.Confirms(pack, weak.Id));
        Assert.Equal(_state.Write(), OrganisationKind.Instance.Fold(_lines).Snapshot.Body);
        Assert.Equal("source", Refused("p-1", new OrganisationAct.ConfirmCitation(pack.Id, pack.Hash, weak.Id, "又一次")).Field);
        Assert.Equal("reason", Refused("p-1", new OrganisationAct.WithdrawConfirmation(pack.Id, weak.Id, " ")).Field);
        Done("p-1", new OrganisationAct.WithdrawConfirmation(pack.Id, weak.Id, "版本不对"));
        Assert.Null(_state.Confirms(pack, weak.Id));
        Assert.Equal(before, _state.Write());
        Assert.IsType<OrganisationDecision.Absent>(Decisions.Decide(_state, new OrganisationAct.WithdrawConfirmation(pack.Id, weak.Id, "再次"), "p-1", Now));
    }

    [Fact]
    public void A_confirmation_says_against_what_and_only_of_what_is_not_verified()
    {
        var (pack, weak) = Weak();
        var verified = pack.Sources.First(s => s.Check == Check.Verified);
        OrganisationAct.ConfirmCitation Of(string hash, string source, string against) => new(pack.Id, hash, source, against);
        Assert.Equal("hash", Refused("p-1", Of("sha256:0", weak.Id, "官网")).Field);
        Assert.Equal("source", Refused("p-1", Of(pack.Hash, verified.Id, "官网")).Field);
        Assert.Equal("against", Refused("p-1", Of(pack.Hash, weak.Id, "")).Field);
        Assert.Equal("against", Refused("p-1", Of(pack.Hash, weak.Id, new string('字', 1001))).Field);
        Assert.IsType<OrganisationDecision.Absent>(Decisions.Decide(_state, Of(pack.Hash, "no-such-source", "官网"), "p-1", Now));
        Done("p-1", new OrganisationAct.AddPerson("p-2"));
        Done("p-1", new OrganisationAct.GivePost("p-2", "duty-officer", Deputy: false));
        Assert.IsType<OrganisationDecision.NotAllowed>(Decisions.Decide(_state, Of(pack.Hash, weak.Id, "官网"), "p-2", Now));
        Done("p-1", new OrganisationAct.GivePost("p-2", "compliance", Deputy: false));
        Done("p-2", Of(pack.Hash, weak.Id, "官网"));
        Assert.Equal("compliance", _lines[^1].Post);
    }

    private static (Pack Pack, Source Weak) Weak()
    {
        var pack = Library.Packs.First(p => p.Sources.Any(s => s.Check != Check.Verified) && p.Sources.Any(s => s.Check == Check.Verified));
        return (pack, pack.Sources.First(s => s.Check != Check.Verified));
    }

    private void Done(string by, OrganisationAct act)
    {
        var done = Assert.IsType<OrganisationDecision.Done>(Decisions.Decide(_state, act, by, Now));
        foreach (var said in done.Events)
        {
            _state.Apply(said);
            _lines.Add(OrganisationEvents.Write(said, Now, by, done.Post));
        }
    }

    private OrganisationDecision.Refused Refused(string by, OrganisationAct act)
    {
        var refused = Assert.IsType<OrganisationDecision.Refused>(Decisions.Decide(_state, act, by, Now));
        Assert.All(new[] { refused.Wrong.Zh, refused.Wrong.En, refused.Remedy.Zh, refused.Remedy.En }, Assert.NotEmpty);
        return refused;
    }
}
