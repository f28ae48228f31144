using Dapper;
using Npgsql;

namespace Fengsui.Store;

/// <summary>Hears from other nodes on the same PostgreSQL which matters have changed, and tells this process.</summary>
internal sealed class NodeListener : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly PostgresDatabase database;
    private readonly Changes changes;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public NodeListener(PostgresDatabase database, Changes changes)
    {
        this.database = database;
        this.changes = changes;
        loop = Task.Run(Loop);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    private async Task Loop()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Listen();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or IOException)
            {
                // Whoever shows a matter also polls; a lost wake-up is late, not lost.
                await Task.Delay(Pause, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task Listen()
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop.Token);
        var heard = new Queue<string>();
        connection.Notification += (_, notice) => heard.Enqueue(notice.Payload);
        await connection.ExecuteAsync("listen fengsui");
        while (true)
        {
            await connection.WaitAsync(stop.Token);
            while (heard.TryDequeue(out var payload))
                await Tell(payload.Split('\n'));
        }
    }

    private async Task Tell(string[] payload)
    {
        if (payload[0] == database.Node)
            return;
        var rows = await database.Read((connection, _) => connection.QueryAsync<(string Organisation, string Matter, long Version)>(
            "select organisation, matter, version from snapshot where matter = any(@matters)", new { matters = payload[1..] }), stop.Token);
        foreach (var (organisation, matter, version) in rows)
            changes.Publish(new(organisation, matter, version));
    }
}
