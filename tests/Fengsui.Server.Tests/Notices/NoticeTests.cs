using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Fengsui.Response.Notices;
using Fengsui.Server.Background;
using Fengsui.Server.Features.Notices;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.Tests.Incidents;
using Fengsui.Server.Tests.People;
using Fengsui.Store.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fengsui.Server.Tests.Notices;

/// <summary>People are told, step by step, through real servers on loopback, until one of them answers.</summary>
public sealed class NoticeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_duty_officer_is_woken_the_deputy_after_her_and_an_answer_ends_it(bool postgres)
    {
        await using var night = await Night.Start(postgres);
        await night.Open();
        // Three channels at once; each for the duty officer. What was owed at the first line may have gone out before the next line came.
        var arrived = new List<Arrived>();
        while (arrived.Select(a => a.Path).Distinct().Count() < 3)
            arrived.Add(await night.Sink.Next());
        Assert.Equal(["/robot", "/sms", "/webhook"], arrived.Select(a => a.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(arrived, a => Assert.DoesNotContain("客户数据库", a.Body));

        // Nobody answers: the next step goes out, and goes out once.
        await night.Later(3600);
        Assert.True(night.Sink.All.Count >= 2, $"{night.Sink.All.Count}");

        // She opens the link in the message: that alone says nothing.
        var link = Link(arrived.Last(a => a.Path == "/sms").Body);
        var visitor = night.Installation.Client();
        Assert.Contains("确认收到", (await visitor.Get(link)).Raw);
        Assert.NotEqual("acknowledged", (await night.Pages())[0].GetProperty("phase").GetString());
        night.Sink.All.Clear();
        Assert.Contains("已确认收到", (await visitor.PostForm(link)).Raw);

        // From here on nothing goes out, however long one waits, and whatever restarts.
        await night.Later(7200);
        await night.Restart();
        await night.Later(7200);
        visitor = night.Installation.Client();
        Assert.DoesNotContain(night.Sink.All, a => a.Body.Contains("须报送", StringComparison.Ordinal) && !a.Body.Contains("已逾期", StringComparison.Ordinal));
        Assert.Contains("已确认收到", (await visitor.Get(link)).Raw);

        var outcomes = (await night.Ledger()).Select(r => (r.GetProperty("outcome").GetString(), r.GetProperty("reason").GetString())).ToList();
        Assert.Contains((NoticeOutcomes.Sent, NoticeReasons.Taken), outcomes);
        Assert.Contains((NoticeOutcomes.Acknowledged, NoticeReasons.Acknowledged), outcomes);
        Assert.Contains((NoticeOutcomes.NotSent, NoticeReasons.NoChannel), outcomes);
        Assert.Empty((await night.Installation.App.Store.Verify()).Findings);
    }

    [Fact]
    public async Task A_channel_that_answers_200_and_loses_it_is_caught_because_nobody_answers()
    {
        await using var night = await Night.Start();
        night.Sink.Mood = "lost";
        await night.Open();
        await night.Later(2);
        Assert.Empty(night.Sink.All);
        night.Sink.Mood = "ok";
        await night.Later(3600);
        Assert.NotEmpty(night.Sink.All);
    }

    [Fact]
    public async Task A_channel_that_is_broken_is_tried_again_and_what_was_done_meanwhile_is_not_sent()
    {
        await using var night = await Night.Start();
        night.Sink.Mood = "broken";
        var desk = await night.Open();
        await night.Later(1);
        Assert.Contains(await night.Ledger(), r => r.GetProperty("outcome").GetString() == NoticeOutcomes.Retry && r.GetProperty("reason").GetString() == NoticeReasons.ServerError);
        await desk.Does("report", new { duty = "cn.cac.incident-report/other.provincial-cac", channel = "12387", text = "首次报告" });
        await desk.Does("secrecy-stop", new { reason = "测试" });
        night.Sink.Mood = "ok";
        night.Sink.All.Clear();
        await night.Later(30);
        Assert.All(night.Sink.All, a => Assert.DoesNotContain("属地省级网信部门", a.Body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_mailbox_that_is_full_is_tried_again_and_holds_up_nobody_elses_mail(bool postgres)
    {
        using var server = await MailServer.Start();
        await using var night = await Night.Start(postgres);
        await night.Channel("mail", new Dictionary<string, string>(server.Settings().Values) { ["kind"] = "email" });
        await night.Ways(night.Officer, "email full@example.cn", "email li@example.cn");
        server.Full = true;
        await night.Open();
        var first = server.Taken("li@example.cn");
        Assert.True(first > 0);
        // In the same second: the channel is as open as before.
        await night.Open();
        Assert.True(server.Taken("li@example.cn") > first);
        Assert.Contains(await night.Ledger(), r => r.GetProperty("outcome").GetString() == NoticeOutcomes.Retry && r.GetProperty("reason").GetString() == NoticeReasons.RecipientBusy);
        Assert.DoesNotContain(await night.Ledger(), r => r.GetProperty("reason").GetString() == NoticeReasons.Quota);

        server.Full = false;
        await night.Later(20);
        Assert.Equal(0, server.Taken("full@example.cn"));
        await night.Later(20);
        Assert.True(server.Taken("full@example.cn") > 0);
    }

    [Theory]
    [InlineData("\u0001\u0002 this is no HTTP\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"errcode\":")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=no-such\r\nContent-Length: 6\r\n\r\n[null]")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\n")]
    [InlineData("HTTP/1.1 999 ?\r\nLocation: ::\r\nRetry-After: never\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_robot_that_answers_nonsense_ends_nothing_and_the_next_message_goes_out(string nonsense)
    {
        await using var night = await Night.Start();
        using var robot = new Babbler(nonsense);
        await night.Channel("robot", new { kind = "dingtalk", url = $"{robot.Address}/robot?access_token=x", allow_private = "true" });
        await night.Open();
        Assert.Contains(await night.Ledger(), r => r.GetProperty("channel").GetString() == "robot" && r.GetProperty("outcome").GetString() == NoticeOutcomes.Retry);
        Assert.Contains(night.Sink.All, a => a.Path == "/sms");
        night.Sink.All.Clear();
        robot.Says = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"errcode\":0}";
        await night.Later(10);
        await night.Open();
        Assert.Contains(await night.Ledger(), r => r.GetProperty("channel").GetString() == "robot" && r.GetProperty("outcome").GetString() == NoticeOutcomes.Sent);
        Assert.Contains(night.Sink.All, a => a.Path == "/sms");
        Assert.Equal(0, night.Installation.App.Services.GetRequiredService<NoticeSender>().Held);
    }

    [Fact]
    public async Task A_gateway_tells_of_a_reply_and_that_answers_for_the_person()
    {
        await using var night = await Night.Start();
        await night.Open();
        await night.Sink.Next();
        var gateway = night.Installation.Client();
        var path = $"/api/v1/notices/callback/{night.Administrator.Organisation}/sms";
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Post($"{path}/wrong-secret-0123456789", new { from = "+8613800000001" })).Status);
        var told = await gateway.Post($"{path}/callbacksecret0123456789", new { from = "+86 138 0000 0001", text = "1" });
        Assert.True(told.Body.GetProperty("acknowledged").GetBoolean(), told.Raw);
        var ways = await night.Officer.Get($"/api/v1/people/{night.Officer.Person}/ways");
        Assert.Equal("acknowledged", ways.Body.GetProperty("ways")[0].GetProperty("proven_how").GetString());
    }

    [Fact]
    public async Task In_the_app_the_inbox_counts_and_one_button_answers()
    {
        await using var night = await Night.Start();
        await night.Open();
        var inbox = (await night.Officer.Get("/notices")).Raw;
        Assert.Contains("客户数据库遭窃取", inbox);
        Assert.Contains("class=\"count\"", inbox);
        var page = (await night.Officer.Get("/api/v1/notices")).Body.GetProperty("notices")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.SeeOther, (await night.Officer.PostForm($"/notices/{page}/acknowledge")).Status);
        Assert.Empty((await night.Officer.Get("/api/v1/notices")).Body.GetProperty("notices").EnumerateArray());
        Assert.Contains("确认收到", (await night.Officer.Get($"/notices/{page}")).Raw);
        Assert.DoesNotContain("class=\"count\"", (await night.Officer.Get("/notices")).Raw);
    }

    [Fact]
    public async Task Whoever_only_reads_does_not_end_the_waking_of_those_who_act()
    {
        await using var night = await Night.Start();
        await night.Open();
        var page = (await night.Officer.Get("/api/v1/notices")).Body.GetProperty("notices")[0].GetProperty("id").GetString();
        var auditor = await night.Installation.Add(night.Administrator, "zheng", "auditor");
        var commander = await night.Installation.Add(night.Administrator, "sun", "commander");

        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Post($"/api/v1/notices/{page}/acknowledge")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostForm($"/notices/{page}/acknowledge")).Status);
        var shown = (await auditor.Get($"/notices/{page}")).Raw;
        Assert.DoesNotContain($"/notices/{page}/acknowledge", shown, StringComparison.Ordinal);
        Assert.Contains($"/notices/{page}/acknowledge", (await commander.Get($"/notices/{page}")).Raw, StringComparison.Ordinal);
        Assert.True((await commander.Post($"/api/v1/notices/{page}/acknowledge")).Body.GetProperty("acknowledged").GetBoolean());
    }

    [Fact]
    public async Task Another_organisation_sees_nothing_of_it()
    {
        await using var night = await Night.Start();
        await night.Open();
        var page = (await night.Officer.Get("/api/v1/notices")).Body.GetProperty("notices")[0].GetProperty("id").GetString();
        var other = await night.Installation.Another();
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/notices/{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/api/v1/notices/{page}/acknowledge")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/api/v1/people/{night.Officer.Person}/ways")).Status);
        Assert.Empty((await other.Get("/api/v1/notices/ledger")).Body.GetProperty("rows").EnumerateArray());
    }

    [Fact]
    public async Task A_test_call_proves_the_way_when_it_is_acknowledged()
    {
        await using var night = await Night.Start();
        var path = $"/api/v1/people/{night.Officer.Person}/ways";
        Assert.Equal("从未证实能联系到", (await night.Officer.Get(path)).Body.GetProperty("ways")[0].GetProperty("freshness").GetString());
        Assert.Equal(NoticeOutcomes.Sent, (await night.Officer.Post(path + "/1/test")).Text("outcome"));
        await night.Officer.PostForm(Link((await night.Sink.Next()).Body));
        Assert.Equal("今天已证实能联系到", (await night.Officer.Get(path)).Body.GetProperty("ways")[0].GetProperty("freshness").GetString());
        night.Installation.Clock.Advance(41 * 86_400);
        var later = await night.Installation.SignIn("li");
        Assert.Equal("41 天未证实能联系到", (await later.Get(path)).Body.GetProperty("ways")[0].GetProperty("freshness").GetString());
    }

    [Fact]
    public async Task Who_would_be_told_is_told_without_sending_anything()
    {
        await using var night = await Night.Start();
        var desk = await night.Open();
        night.Sink.All.Clear();
        var rehearsal = await night.Officer.Get($"/api/v1/notices/test?incident={desk.Incident}");
        Assert.Equal(HttpStatusCode.OK, rehearsal.Status);
        Assert.True(rehearsal.Body.GetProperty("steps").GetArrayLength() >= 2, rehearsal.Raw);
        Assert.Contains(rehearsal.Body.GetProperty("steps")[0].GetProperty("sends").EnumerateArray(), s => s.GetProperty("channel").GetString() == "sms");
        Assert.Empty(night.Sink.All);
    }

    [Fact]
    public async Task A_policy_is_refused_with_its_place_and_a_secret_is_never_shown()
    {
        await using var night = await Night.Start();
        var wrong = await night.Administrator.Send(HttpMethod.Put, "/api/v1/notices/policy", RunningApp.Json("{\"steps\": [{\"to\": [\"post nobody\"], \"channels\": [\"app\"]}]}"));
        Assert.Equal((HttpStatusCode.BadRequest, "policy"), (wrong.Status, wrong.Text("key")));
        Assert.Contains("没有岗位“nobody”", wrong.Text("wrong"));
        var page = await night.Administrator.PostForm("/settings/notices/policy", ("policy", "steps: []"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("steps: []", page.Raw);
        foreach (var address in (string[])["/api/v1/notices/channels", "/settings/notices", "/settings/notices/channels/sms", "/audit"])
            Assert.DoesNotContain("callbacksecret", (await night.Administrator.Get(address)).Raw);
        Assert.Equal(HttpStatusCode.Forbidden, (await night.Officer.Get("/settings/notices")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await night.Officer.Get("/notices/ledger")).Status);
        Assert.DoesNotContain("callbacksecret", System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(night.Installation.Data, "fengsui.db"))));
    }

    [Fact]
    public async Task Where_several_organisations_share_it_the_operator_decides_about_internal_addresses()
    {
        await using var night = await Night.Start();
        await night.Installation.Another();
        var settings = new { kind = "webhook", url = night.Sink.Address + "/webhook", secret = "webhook-secret-0123456789", allow_private = "true" };
        var refused = await night.Administrator.Send(HttpMethod.Put, "/api/v1/notices/channels/second", RunningApp.Json(JsonSerializer.Serialize(settings)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("--send-inside", refused.Raw, StringComparison.Ordinal);
        // What was set up while it was alone reaches nothing inside any more.
        await night.Open();
        await night.Later(1);
        Assert.Empty(night.Sink.All);
        Assert.Contains(await night.Ledger(), r => r.GetProperty("reason").GetString() == NoticeReasons.PrivateAddress);
    }

    [Fact]
    public async Task The_operator_may_let_all_of_them()
    {
        await using var night = await Night.Start(options: new AppOptions { SendInside = true });
        await night.Installation.Another();
        await night.Open();
        await night.Later(1);
        Assert.NotEmpty(night.Sink.All);
    }

    [Fact]
    public async Task When_the_channel_is_full_the_shortest_time_goes_first()
    {
        await using var night = await Night.Start();
        await night.Channel("sms", new { kind = "sms", url = night.Sink.Address + "/sms", body = "{\"to\":\"{to}\",\"text\":\"{text}\"}", per_minute = "1", allow_private = "true" });
        await night.Open();
        await night.Open();
        await night.Later(1);
        Assert.Single(night.Sink.All, a => a.Path == "/sms");
        Assert.Contains(await night.Ledger(), r => r.GetProperty("reason").GetString() == NoticeReasons.Quota);
        await night.Later(61);
        Assert.True(night.Sink.All.Count(a => a.Path == "/sms") >= 2);
    }

    [Fact]
    public async Task The_auditor_finds_a_clock_that_fired_and_of_which_nobody_was_told()
    {
        await using var night = await Night.Start();
        await night.Open();
        var auditor = night.Installation.App.Services.GetRequiredService<NoticeAuditor>();
        await night.Later(120);
        Assert.Empty(await auditor.Look(night.Installation.Clock.Now, default));
        // Somebody takes the messages away before a page is opened.
        await night.Installation.App.Store.Database.Write((c, t) => Dapper.SqlMapper.ExecuteAsync(c,
            "insert into due(matter, key, organisation, at) select matter, 'due:lost', organisation, 1 from snapshot where kind = 'organisation' limit 1", null, t));
        Assert.Contains(await auditor.Look(night.Installation.Clock.Now, default), g => g is { Kind: "clock", What: "due:lost" });
    }

    [Fact]
    public async Task A_clock_that_steps_by_an_hour_and_back_tells_nobody_twice()
    {
        await using var night = await Night.Start();
        await night.Open();
        await night.Later(3600);
        var told = night.Sink.All.Count;
        Assert.True(told > 3, $"{told}");
        foreach (var step in (long[])[-3600, 0, 3600, -3600, 3600])
        {
            night.Installation.Clock.Advance(step);
            await night.Installation.App.Sweep();
            await night.Installation.App.SendNotices();
            Assert.Equal(told, night.Sink.All.Count);
        }
        // And it goes on from there.
        await night.Later(7200);
        Assert.True(night.Sink.All.Count > told, $"{night.Sink.All.Count}");
    }

    [Fact]
    public async Task When_the_sweeper_stands_still_whoever_manages_the_system_is_told_once_and_directly()
    {
        await using var night = await Night.Start();
        var services = night.Installation.App.Services;
        await night.Ways(night.Administrator, "sms 13800000009");
        var clock = new SteppedClock(night.Installation.Clock);
        using var sweeper = new DueSweeper(night.Installation.App.Store, [], clock, NullLogger<DueSweeper>.Instance);
        using var deadMan = new DeadMan(sweeper, services.GetRequiredService<NoticeBook>(), services.GetRequiredService<NoticeWorld>(),
            services.GetRequiredService<ChannelBook>(), services.GetRequiredService<NoticeLinks>(), services.GetRequiredService<Fengsui.Law.Packs.Library>(), clock,
            NullLogger<DeadMan>.Instance);

        clock.Passed = TimeSpan.FromSeconds(60);
        Assert.Equal((false, 0), (deadMan.Stalled, await deadMan.Look(default)));
        clock.Passed = TimeSpan.FromSeconds(61);
        Assert.True(deadMan.Stalled);
        Assert.InRange(await deadMan.Look(default), 1, 3);
        Assert.Contains(night.Sink.All, a => a.Path == "/sms" && a.Body.Contains("13800000009", StringComparison.Ordinal) && a.Body.Contains("时钟已停走", StringComparison.Ordinal));
        Assert.Equal(0, await deadMan.Look(default));
        Assert.Contains(await night.Ledger(), r => r.GetProperty("what").GetString() == "system" && r.GetProperty("outcome").GetString() == "sent");

        // It works again, and stands still again: that is told again.
        await sweeper.Tick(night.Installation.Clock.Now, default);
        Assert.Equal((false, 0), (deadMan.Stalled, await deadMan.Look(default)));
        clock.Passed += TimeSpan.FromSeconds(61);
        Assert.InRange(await deadMan.Look(default), 1, 3);
    }

    /// <summary>A clock whose time that only runs forward is the test's.</summary>
    private sealed class SteppedClock(TimeProvider told) : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => told.GetUtcNow();

        public override long GetTimestamp() => Passed.Ticks;
    }

    private static string Link(string body) => "/ack/" + body[(body.IndexOf("/ack/", StringComparison.Ordinal) + 5)..].Split('"', '\\', '\n', ' ')[0];

    /// <summary>A server that says the same to whatever it hears.</summary>
    private sealed class Babbler : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Babbler(string says)
        {
            Says = says;
            _listener.Start();
            _ = Serve();
        }

        public string Says { get; set; }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public void Dispose() => _listener.Dispose();

        private async Task Serve()
        {
            var heard = new byte[16 * 1024];
            while (true)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var stream = client.GetStream();
                    if (await stream.ReadAsync(heard) > 0)
                        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(Says));
                    client.Client.Shutdown(SocketShutdown.Send);
                    while (await stream.ReadAsync(heard) > 0)
                    {
                    }
                }
                catch (IOException)
                {
                    // It hung up first.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }

    /// <summary>An organisation with three loopback channels, a duty officer and her deputy.</summary>
    private sealed class Night : IAsyncDisposable
    {
        public Installation Installation { get; private init; } = default!;

        public Sink Sink { get; private init; } = default!;

        public Client Administrator { get; private set; } = default!;

        public Client Officer { get; private set; } = default!;

        private Client Program { get; set; } = default!;

        public static async Task<Night> Start(bool postgres = false, AppOptions? options = null)
        {
            var installation = await Installation.Start(postgres, options: options);
            var administrator = await installation.SetUp();
            var night = new Night { Installation = installation, Sink = await Sink.Start(), Administrator = administrator };
            await administrator.Patch("/api/v1/profile", Incidents.Desk.Profile);
            night.Officer = await installation.Add(administrator, "li", "duty-officer");
            var deputy = await installation.Add(administrator, "zhou");
            await administrator.Post($"/api/v1/people/{deputy.Person}/posts", new { post = "duty-officer", deputy = true });
            await night.Ways(night.Officer, "sms 13800000001");
            await night.Ways(deputy, "sms 13800000002");
            night.Program = await Incidents.Desk.Program(installation, night.Officer);
            await night.Channel("sms", new { kind = "sms", url = night.Sink.Address + "/sms", body = "{\"to\":\"{to}\",\"text\":\"{text}\",\"link\":\"{link}\"}", allow_private = "true", callback_secret = "callbacksecret0123456789" });
            await night.Channel("robot", new { kind = "dingtalk", url = night.Sink.Address + "/robot?access_token=x", secret = "s", allow_private = "true" });
            await night.Channel("hook", new { kind = "webhook", url = night.Sink.Address + "/webhook", secret = "webhook-secret-0123456789", allow_private = "true" });
            return night;
        }

        public async Task Restart()
        {
            await Installation.Restart();
            Administrator = await Installation.SignIn("admin");
        }

        public async Task Channel(string id, object settings)
        {
            var saved = await Administrator.Send(HttpMethod.Put, $"/api/v1/notices/channels/{id}", RunningApp.Json(JsonSerializer.Serialize(settings)));
            Assert.True(saved.Status == HttpStatusCode.NoContent, saved.Raw);
        }

        public async Task<Desk> Open()
        {
            var desk = await Desk.Open(Installation, Program, more: new { title = "客户数据库遭窃取", times = new { discovered = "2026-03-02T02:14:00+08:00" } });
            await desk.Does("assert-fact", new { facts = new { data_harm = new[] { "窃取", "泄露" }, data_level = "一般", pi_persons = "1200万人", cii = "否" }, source = "值班日志" });
            await Installation.App.SendNotices();
            return desk;
        }

        /// <summary>Time passes, in steps short enough for every wait.</summary>
        public async Task Later(long seconds)
        {
            for (var left = seconds; left > 0; left -= 600)
            {
                Installation.Clock.Advance(Math.Min(left, 600));
                await Installation.App.Sweep();
                await Installation.App.SendNotices();
            }
        }

        public async Task<List<JsonElement>> Ledger() =>
            [.. (await Administrator.Get("/api/v1/notices/ledger?limit=1000")).Body.GetProperty("rows").EnumerateArray()];

        public async Task<List<JsonElement>> Pages()
        {
            var rows = (await Installation.App.Store.List(new(Administrator.Organisation, PageKind.Instance.Name))).Rows;
            return [.. rows.Select(r => JsonSerializer.SerializeToElement(new { phase = r.Phase, matter = r.Matter }))];
        }

        public async ValueTask DisposeAsync()
        {
            await Installation.DisposeAsync();
            await Sink.DisposeAsync();
        }

        public async Task Ways(Client person, params string[] ways)
        {
            var saved = await person.Send(HttpMethod.Put, $"/api/v1/people/{person.Person}/ways", RunningApp.Json(JsonSerializer.Serialize(new { ways })));
            Assert.True(saved.Status == HttpStatusCode.NoContent, saved.Raw);
        }
    }
}
