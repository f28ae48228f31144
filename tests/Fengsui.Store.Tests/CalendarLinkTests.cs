using Fengsui.Store.Accounts;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class CalendarLinkTests(bool postgres) : StoreTest(postgres)
{
    private const long Now = 1_790_900_000;

    private CalendarLinks Links => new(Database);

    [Fact]
    public async Task An_address_is_found_by_its_hash_until_it_is_ended()
    {
        await Add("h-1", "p-1");
        Assert.Equal("p-1", (await Links.Find("h-1"))!.Person);
        Assert.Null(await Links.Find("h-2"));
        Assert.False(await Links.End("h-1", "p-2", Now));
        Assert.True(await Links.End("h-1", "p-1", Now));
        Assert.False(await Links.End("h-1", "p-1", Now));
        Assert.Null(await Links.Find("h-1"));
        Assert.Empty(await Links.Of("p-1"));
        Assert.True((await Store.Verify()).Sound);
    }

    [Fact]
    public async Task Reading_is_noted_once_an_hour()
    {
        await Add("h-1", "p-1");
        await Links.Used((await Links.Find("h-1"))!, Now + 10);
        await Links.Used((await Links.Find("h-1"))!, Now + 70);
        Assert.Equal(Now + 10, (await Links.Find("h-1"))!.LastUsed);
        await Links.Used((await Links.Find("h-1"))!, Now + 3611);
        Assert.Equal(Now + 3611, (await Links.Find("h-1"))!.LastUsed);
        Assert.True((await Store.Verify()).Sound);
    }

    [Fact]
    public async Task A_person_has_so_many_and_no_more_and_they_go_with_the_person()
    {
        for (var n = 0; n < CalendarLinks.Most; n++)
            Assert.True(await Add($"h-{n}", "p-1"));
        Assert.False(await Add("one-more", "p-1"));
        Assert.True(await Add("of-another", "p-2", about: "p-1"));
        Assert.True(await Add("of-all", "p-2"));
        await Database.Write((connection, transaction) => CalendarLinks.Erase(connection, transaction, "p-1"));
        Assert.Empty(await Links.Of("p-1"));
        Assert.Equal("of-all", Assert.Single(await Links.Of("p-2")).Id);
    }

    private Task<bool> Add(string id, string person, string about = "") => Links.Add(new(id, Mine, person, about, Now, null, null));
}

public sealed class CalendarLinkOnSqlite() : CalendarLinkTests(postgres: false);

public sealed class CalendarLinkOnPostgres() : CalendarLinkTests(postgres: true);
