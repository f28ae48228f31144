using Dapper;
using Fengsui.Response.Record;

namespace Fengsui.Store;

public sealed partial class RecordStore
{
    /// <summary>The answer that was given under an idempotency key, or null.</summary>
    public Task<Answered?> FindAnswer(string who, string key, CancellationToken ct = default) => database.Read(async (connection, _) =>
    {
        var found = await connection.QuerySingleOrDefaultAsync<(string Request, long Status, string Body)?>(
            "select request, status, body from answered where who = @who and key = @key", new { who, key });
        return found is var (request, status, body) ? new Answered(who, key, request, (int)status, body) : null;
    }, ct);
}
