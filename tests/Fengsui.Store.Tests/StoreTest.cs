using Fengsui.Response.Record;
using Xunit;

namespace Fengsui.Store.Tests;

/// <summary>A test that runs on both databases: subclasses say which.</summary>
public abstract class StoreTest(bool postgres) : IAsyncLifetime
{
    protected const string Mine = "org-1";
    protected const string Theirs = "org-2";

    private readonly List<IAsyncDisposable> opened = [];

    protected bool Postgres => postgres;

    protected Place Place { get; private set; } = null!;

    protected Database Database { get; private set; } = null!;

    protected RecordStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Place = await Place.New(postgres);
        opened.Add(Place);
        (Database, Store) = await Open(Place);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        opened.Reverse();
        foreach (var one in opened)
            await one.DisposeAsync();
    }

    protected async Task<(Database Database, RecordStore Store)> Open(Place place)
    {
        var database = await Database.Open(place.Where);
        opened.Add(database);
        var store = await RecordStore.Open(database, [Counter.Kind]);
        opened.Add(store);
        return (database, store);
    }

    protected async Task<RecordStore> OpenEmpty(bool onPostgres)
    {
        var place = await Place.New(onPostgres);
        opened.Add(place);
        return (await Open(place)).Store;
    }

    protected static Append Of(string matter, IReadOnlyList<NewEntry> before, params NewEntry[] lines) =>
        new(matter, Mine, Counter.Kind, before.Count, lines, Counter.Kind.Fold([.. before, .. lines]));

    protected Task<AppendOutcome> Open(string matter, params NewEntry[] more) => Open(Store, matter, more);

    protected static Task<AppendOutcome> Open(RecordStore store, string matter, params NewEntry[] more) =>
        store.Append(Of(matter, [], [Lines.Opened("客户数据库遭窃取 " + matter), .. more]));

    /// <summary>Adds to a matter as it stands.</summary>
    protected Task<AppendOutcome> Add(string matter, params NewEntry[] lines) => Add(Store, matter, lines);

    protected static async Task<AppendOutcome> Add(RecordStore store, string matter, params NewEntry[] lines) =>
        await store.Append(Of(matter, [.. (await store.Entries(Mine, matter, limit: 100_000)).Select(e => e.What)], lines));

    protected static T Is<T>(object outcome) => Assert.IsType<T>(outcome);
}
