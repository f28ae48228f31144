using Dapper;
using Fengsui.Response.Record;

namespace Fengsui.Store;

public sealed partial class RecordStore
{
    /// <summary>The answer that was given under an idempotency key, or null.</summary>
    public async Task<Answered?> FindAnswer(string who, string key, CancellationToken ct = default)
    {
        var answered = await ReadAnswer(who, key, ct);
        // Given again, it is a promise: it may stand in the database without being on the disk yet.
        if (answered is not null)
            await database.Settled();
        return answered;
    }

    private Task<Answered?> ReadAnswer(string who, string key, CancellationToken ct) => database.Read(async (connection, _) =>
    {
        var found = await connection.QuerySingleOrDefaultAsync<(string Request, long Status, string Body)?>(
            "select request, status, body from answered where who = @who and key = @key", new { who, key });
        return found is var (request, status, body) ? new Answered(who, key, request, (int)status, body) : null;
    }, ct);
}
