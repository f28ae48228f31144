using Fengsui.Law.Packs;
using Fengsui.Store;
using Microsoft.Extensions.Hosting;

namespace Fengsui.Server.Background;

/// <summary>Keeps the text of every pack that is loaded, before an incident can pin it: what the law was then can be shown when the packs have moved on.</summary>
internal sealed class LawKeeper(RecordStore store, Library library) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var pack in library.Packs)
            if (await store.Packs.Find(pack.Hash, cancellationToken) is null)
                await store.Packs.Keep(pack.Hash, pack.Id, pack.Version, pack.Canonical, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
