using Fengsui.Store.Accounts;
using Xunit;

namespace Fengsui.Store.Tests;

public abstract class PreferencesTests(bool postgres) : StoreTest(postgres)
{
    private Preferences Preferences => new(Database);

    [Fact]
    public async Task What_is_kept_is_found_and_replaced()
    {
        await Keep("p-1", Preferences.Language, "zh");
        await Keep("p-1", Preferences.Language, "en", at: 7);
        await Keep("p-2", Preferences.Language, "zh");
        Assert.Equal("en", await Preferences.Find("p-1", Preferences.Language));
        Assert.Equal(7, Assert.Single(await Preferences.Of("p-1")).ChangedAt);
        Assert.Null(await Preferences.Find("p-1", Preferences.Theme));
        Assert.True((await Store.Verify()).Sound);
    }

    [Fact]
    public async Task Saved_views_are_those_of_one_list_and_one_person_by_name()
    {
        foreach (var name in new[] { "incidents/乙", "incidents/甲", "risks/甲" })
            await Keep("p-1", name, "phase=处置");
        await Keep("p-2", "incidents/丙", "");
        Assert.Equal(["incidents/乙", "incidents/甲"], (await Preferences.Of("p-1", "incidents/")).Select(p => p.Name));
        Assert.True(await Preferences.Remove("p-1", "incidents/乙"));
        Assert.False(await Preferences.Remove("p-1", "incidents/乙"));
        Assert.Equal(["incidents/甲"], (await Preferences.Of("p-1", "incidents/")).Select(p => p.Name));
    }

    [Fact]
    public async Task Neither_too_long_nor_too_many()
    {
        await Assert.ThrowsAsync<StoreException>(() => Keep("p-1", "", "x"));
        await Assert.ThrowsAsync<StoreException>(() => Keep("p-1", new string('名', Preferences.LongestName + 1), "x"));
        await Assert.ThrowsAsync<StoreException>(() => Keep("p-1", "x", new string('值', Preferences.LongestValue + 1)));
        for (var n = 0; n < Preferences.Most; n++)
            await Keep("p-1", $"incidents/{n}", "x");
        await Assert.ThrowsAsync<StoreException>(() => Keep("p-1", "one more", "x"));
        await Keep("p-1", "incidents/0", "changed");
        Assert.Equal(Preferences.Most, (await Preferences.Of("p-1")).Count);
    }

    [Fact]
    public async Task They_go_along_in_an_export()
    {
        await Keep("p-1", Preferences.Theme, "dark");
        using var export = new MemoryStream();
        await Store.Export(export);
        export.Position = 0;
        var other = await OpenEmpty(onPostgres: false);
        await other.Import(export);
        Assert.Equal("dark", await new Preferences(other.Database).Find("p-1", Preferences.Theme));
        Assert.True((await other.Verify()).Sound);
    }

    [Fact]
    public async Task The_account_takes_them_along_when_it_is_erased()
    {
        await Keep("p-1", Preferences.Theme, "dark");
        await Keep("p-2", Preferences.Theme, "dark");
        await Database.Write((connection, transaction) => Preferences.Erase(connection, transaction, "p-1"));
        Assert.Empty(await Preferences.Of("p-1"));
        Assert.Single(await Preferences.Of("p-2"));
    }

    private Task Keep(string person, string name, string value, long at = 1) =>
        Preferences.Keep(new() { Person = person, Name = name, Organisation = Mine, Value = value, ChangedAt = at });
}

public sealed class PreferencesOnSqlite() : PreferencesTests(false);

public sealed class PreferencesOnPostgres() : PreferencesTests(true);
