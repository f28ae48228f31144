using System.Net;
using System.Text.Json;
using Fengsui.Server.Tests.People;

namespace Fengsui.Server.Tests.Rosters;

public sealed class RosterPagesTests
{
    private static readonly (string, string)[] Plan =
    [
        ("name", "安全值班"), ("from", "2026-03-02"), ("until", ""),
        ("layers[0].post", "duty-officer"),
        ("layers[0].watches[0].days", "every-day"), ("layers[0].watches[0].times", "08:30-17:30、17:30-08:30"), ("layers[0].watches[0].people", "li的姓名、zhou的姓名"), ("layers[0].watches[0].turn", "shift"), ("layers[0].watches[0].start", ""),
        ("layers[0].watches[1].days", ""), ("layers[0].watches[1].times", ""), ("layers[0].watches[1].people", ""), ("layers[0].watches[1].turn", "shift"), ("layers[0].watches[1].start", ""),
        ("layers[1].post", ""), ("holidays[0].name", ""), ("holidays[0].from", ""), ("holidays[0].until", ""), ("holidays[0].layers[0].post", ""),
    ];

    [Fact]
    public async Task A_roster_is_set_by_a_form_and_stands_on_the_desk()
    {
        await using var house = await Guardhouse.Open();
        Assert.Contains("还没有值班表", (await house.Commander.Get("/rosters")).Raw, StringComparison.Ordinal);

        var saved = await house.Commander.PostForm("/rosters/new", With(Plan, house.Commander));
        Assert.True(saved.Status == HttpStatusCode.SeeOther, saved.Raw);
        var page = (await house.Commander.Get(saved.Headers.Location!.OriginalString)).Raw;
        Assert.Contains("已保存", page, StringComparison.Ordinal);

        var desk = (await house.Officer.Get("/")).Raw;
        Assert.Contains("zhou的姓名", desk, StringComparison.Ordinal);
        Assert.Contains("（到 08:30）", desk, StringComparison.Ordinal);
        Assert.Contains("下一位", desk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_stands_at_the_top_and_nothing_typed_is_lost()
    {
        await using var house = await Guardhouse.Open();
        var reply = await house.Commander.PostForm("/rosters/new", With([.. Plan.Select(f => f.Item1 == "layers[0].watches[0].times" ? (f.Item1, "08:30-24:00") : f)], house.Commander));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("2026-03-03 00:00–08:30 第一层无人值班", reply.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"08:30-24:00\"", reply.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"li的姓名、zhou的姓名\"", reply.Raw, StringComparison.Ordinal);

        var unknown = await house.Commander.PostForm("/rosters/new", With([.. Plan.Select(f => f.Item1 == "layers[0].watches[0].people" ? (f.Item1, "某人") : f)], house.Commander));
        Assert.Contains("href=\"#in-layers-0-watches-0-people\"", unknown.Raw, StringComparison.Ordinal);
        Assert.Contains("id=\"in-layers-0-watches-0-people\"", unknown.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swap_and_leave_are_forms_on_the_page()
    {
        await using var house = await Guardhouse.Open();
        var roster = await house.Set();
        var shift = $"0@{At("2026-03-02T17:30:00+08:00")}";

        var swapped = await house.Officer.PostForm($"/rosters/{roster}/swap", With([("first_shifts", shift), ("second", house.Officer.Person), ("second_shifts", "")], house.Officer));
        Assert.True(swapped.Status == HttpStatusCode.SeeOther, swapped.Raw);
        Assert.Equal("li的姓名", await house.OnDuty("2026-03-02 20:00"));
        var wrong = await house.Officer.PostForm($"/rosters/{roster}/leave", With([("person", house.Officer.Person), ("from", "2026-03-05T10:00"), ("until", "下午"), ("substitute", "")], house.Officer));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("href=\"#in-leave-until\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-03-05T10:00\"", wrong.Raw, StringComparison.Ordinal);
        var away = await house.Officer.PostForm($"/rosters/{roster}/leave", With([("person", house.Officer.Person), ("from", "2026-03-05T10:00"), ("until", "2026-03-06T10:00"), ("substitute", "")], house.Officer));
        Assert.True(away.Status == HttpStatusCode.SeeOther, away.Raw);
        Assert.Equal("zhou的姓名", await house.OnDuty("2026-03-05 12:00"));
        // A form without the token of its sign-in does nothing.
        house.Officer.FormToken = null;
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Officer.PostForm($"/rosters/{roster}/leave", ("person", house.Officer.Person))).Status);
    }

    [Fact]
    public async Task Everyone_reads_the_emergency_contacts_and_takes_them_away_as_one_file()
    {
        await using var house = await Guardhouse.Open();
        await house.Set();
        var path = $"/contacts/{house.Officer.Person}";
        var saved = await house.Officer.PostForm(path, With([("channel-0", "voice"), ("address-0", "0571-88880001"), ("channel-1", "email"), ("address-1", "li@example.cn")], house.Officer));
        Assert.True(saved.Status == HttpStatusCode.SeeOther, saved.Raw);
        var wrong = await house.Officer.PostForm(path, With([("channel-0", "email"), ("address-0", "li")], house.Officer));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("href=\"#in-address-0\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Commander.Get(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.Administrator.Get(path)).Status);

        var page = (await house.Auditor.Get("/contacts")).Raw;
        Assert.Contains("0571-88880001", page, StringComparison.Ordinal);
        Assert.Contains("从未证实能联系到", page, StringComparison.Ordinal);
        await new Fengsui.Store.Accounts.ContactBook(house.Installation.App.Store.Database).Prove(house.Officer.Person, 1, house.Installation.Clock.Now.UnixSeconds - (41 * 86_400), "test-call");
        Assert.Contains("41 天未证实能联系到", (await house.Auditor.Get("/contacts")).Raw, StringComparison.Ordinal);

        var file = await house.Auditor.Get("/contacts/sheet.html");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (file.Status, file.Type));
        Assert.Contains("<style>", file.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("/assets/", file.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", file.Raw, StringComparison.Ordinal);
        Assert.Contains("0571-88880001", file.Raw, StringComparison.Ordinal);
        Assert.Contains("值班", file.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_numbers_of_outside_bodies_are_written_once_and_stand_on_every_sheet()
    {
        await using var house = await Guardhouse.Open();
        await house.Set();
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Officer.Get("/contacts/bodies")).Status);
        var (form, field) = await Numbers(house.Administrator, "属地省级网信部门");

        var saved = await form.Send(house.Administrator, (field, Number));

        Assert.True(saved.Status == HttpStatusCode.SeeOther, saved.Raw);
        foreach (var sheet in new[] { "/contacts", "/contacts/sheet", "/contacts/sheet.html", "/kit" })
            Assert.Contains(Number, (await house.Officer.Get(sheet)).Raw, StringComparison.Ordinal);
        house.Installation.Clock.Advance(91 * 86_400);
        var administrator = await house.Installation.SignIn("admin");
        Assert.Contains("91 天前核实", (await administrator.Get("/contacts")).Raw, StringComparison.Ordinal);
        // What was left as it was says nothing about today; a tick does.
        (form, field) = await Numbers(administrator, "属地省级网信部门");
        await form.Send(administrator, (field, Number));
        Assert.Contains("91 天前核实", (await administrator.Get("/contacts")).Raw, StringComparison.Ordinal);
        await form.Send(administrator, (field, Number), (field.Replace("number", "again", StringComparison.Ordinal), "1"));
        Assert.Contains("今天核实", (await administrator.Get("/contacts")).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_opened_before_somebody_else_wrote_takes_nothing_back()
    {
        await using var house = await Guardhouse.Open();
        var (form, cyberspace) = await Numbers(house.Administrator, "属地省级网信部门");
        var (_, ministry) = await Numbers(house.Administrator, "工业和信息化部");
        Assert.Equal(HttpStatusCode.NoContent, (await house.Administrator.Patch("/api/v1/contacts/bodies", new Dictionary<string, string> { ["工业和信息化部"] = "010-68200000" })).Status);

        Assert.Equal(HttpStatusCode.SeeOther, (await form.Send(house.Administrator, (cyberspace, Number), (ministry, ""))).Status);
        var raced = await form.Send(house.Administrator, (ministry, "010-1"));

        Assert.Equal(HttpStatusCode.Conflict, raced.Status);
        Assert.Contains($"href=\"#in-{ministry}\"", raced.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"010-1\"", raced.Raw, StringComparison.Ordinal);
        var page = (await house.Officer.Get("/contacts")).Raw;
        Assert.Contains("010-68200000", page, StringComparison.Ordinal);
        Assert.Contains(Number, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_cannot_be_one_is_refused_at_its_field_and_nothing_is_lost()
    {
        await using var house = await Guardhouse.Open();
        var (form, _) = await Numbers(house.Administrator, "工业和信息化部");
        var wrong = await form.Send(house.Administrator, ("number-0", "010-1"), ("number-1", new string('9', 201)));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("href=\"#in-number-1\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Contains("value=\"010-1\"", wrong.Raw, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await house.Administrator.Get("/api/v1/contacts")).Body.GetProperty("bodies")[0].GetProperty("number").ValueKind);

        var unknown = await house.Administrator.Patch("/api/v1/contacts/bodies", new Dictionary<string, string> { ["某局"] = "1" });
        Assert.Equal((HttpStatusCode.BadRequest, "某局"), (unknown.Status, unknown.Body.GetProperty("key").GetString()));
    }

    private const string Number = "0571-87651234，夜间转值班室";

    /// <summary>The form of the numbers, and the field of one body.</summary>
    private static async Task<(Incidents.ActPagesTests.HtmlForm Form, string Field)> Numbers(Client client, string body)
    {
        var shown = await client.Get("/contacts/bodies");
        Assert.True(shown.Status == HttpStatusCode.OK, shown.Raw);
        var form = Incidents.ActPagesTests.HtmlForm.Of(shown.Raw, "/contacts/bodies");
        return (form, form.Hidden.Single(h => h.Value == body).Name.Replace("body", "number", StringComparison.Ordinal));
    }

    private static (string, string)[] With((string, string)[] fields, Client client) => [.. fields, ("_token", client.FormToken!)];

    private static long At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
