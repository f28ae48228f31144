using Dapper;

namespace Fengsui.Store.Intake;

/// <summary>Who sends, or from whom is fetched.</summary>
public sealed record IntakeSource
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Organisation { get; init; }

    /// <summary>webhook or taxii.</summary>
    public required string Kind { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of the token in its address, or null.</summary>
    public string? SecretHash { get; init; }

    /// <summary>What can be read of its settings, as JSON text.</summary>
    public string Settings { get; init; } = "{}";

    /// <summary>What is sealed of them, or empty.</summary>
    public string Secrets { get; init; } = "";

    /// <summary>How far it has come, as JSON text.</summary>
    public string State { get; init; } = "{}";

    /// <summary>Since when, unix seconds.</summary>
    public required long MadeAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>Since when it is ended, or null.</summary>
    public long? EndedAt { get; init; }

    internal string Sum => RowSum.Of(("id", Id), ("organisation", Organisation), ("kind", Kind), ("name", Name), ("secret_hash", SecretHash),
        ("settings", Settings), ("secrets", Secrets), ("state", State), ("made_at", MadeAt), ("made_by", MadeBy), ("ended_at", EndedAt));
}

/// <summary>The sources of an installation.</summary>
public sealed class IntakeSources(Database database)
{
    private const string Columns = "id as Id, organisation as Organisation, kind as Kind, name as Name, secret_hash as SecretHash, settings as Settings, "
        + "secrets as Secrets, state as State, made_at as MadeAt, made_by as MadeBy, ended_at as EndedAt";

    /// <summary>Those of an organisation that are not ended, by name.</summary>
    public Task<IReadOnlyList<IntakeSource>> Of(string organisation, CancellationToken cancel) =>
        Where("organisation = @organisation and ended_at is null order by name, id", new { organisation }, cancel);

    /// <summary>All of a kind that are not ended.</summary>
    public Task<IReadOnlyList<IntakeSource>> OfKind(string kind, CancellationToken cancel) =>
        Where("kind = @kind and ended_at is null order by id", new { kind }, cancel);

    /// <summary>The one with a token, or null.</summary>
    public async Task<IntakeSource?> WithSecret(string secretHash, CancellationToken cancel) =>
        (await Where("secret_hash = @secretHash and ended_at is null", new { secretHash }, cancel)).SingleOrDefault();

    /// <summary>Makes or changes one.</summary>
    public Task Save(IntakeSource source, CancellationToken cancel) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "insert into intake_source(id, organisation, kind, name, secret_hash, settings, secrets, state, made_at, made_by, ended_at, sum) values "
            + "(@Id, @Organisation, @Kind, @Name, @SecretHash, @Settings, @Secrets, @State, @MadeAt, @MadeBy, @EndedAt, @Sum) on conflict (id) do update set "
            + "name = excluded.name, settings = excluded.settings, secrets = excluded.secrets, state = excluded.state, ended_at = excluded.ended_at, sum = excluded.sum",
        new
        {
            source.Id, source.Organisation, source.Kind, source.Name, source.SecretHash, source.Settings, source.Secrets, source.State,
                source.MadeAt, source.MadeBy,
            source.EndedAt, source.Sum,
        }, transaction), cancel);

    /// <summary>Keeps how far one has come, and nothing else of it; nothing at all when it was ended or changed since it was read.</summary>
    /// <param name="read">The source as it was read.</param>
    /// <param name="state">How far it has come, as JSON text.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether it was kept.</returns>
    public async Task<bool> Keep(IntakeSource read, string state, CancellationToken cancel) =>
        // The sum tells everything in a row: one that was ended or changed has another.
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "update intake_source set state = @state, sum = @sum where id = @Id and sum = @Seen",
            new { state, sum = (read with { State = state }).Sum, read.Id, Seen = read.Sum }, transaction), cancel) > 0;

    private Task<IReadOnlyList<IntakeSource>> Where(string condition, object parameters, CancellationToken cancel) =>
        database.Read<IReadOnlyList<IntakeSource>>(async (connection, _) => (await connection.QueryAsync<IntakeSource>(
            $"select {Columns} from intake_source where {condition}", parameters)).AsList(), cancel);
}
