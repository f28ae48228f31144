using System.Data.Common;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;
using Fengsui.Response.Organisations;
using Fengsui.Response.Posts;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.People;

/// <summary>Carries a caller's acts on the organisation out, and tells what came of them.</summary>
internal sealed class Decisions(Caller caller, Organisations organisations, Refusals refusals, Library library, TimeProvider clock)
{
    /// <summary>Now, to the second.</summary>
    public Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>Does an act in the caller's organisation.</summary>
    /// <param name="act">The act.</param>
    /// <param name="also">What is written in the same transaction; only when something happens.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Null when it is done; else what is told.</returns>
    public async Task<Problem?> Do(OrganisationAct act, Func<DbConnection, DbTransaction, Task>? also, CancellationToken ct) =>
        await organisations.Do(caller.Organisation, act, caller.Person, Now, also, ct) switch
        {
            OrganisationDecision.Done => null,
            OrganisationDecision.Refused refused => Problem.Field(refused.Field, refused.Wrong, refused.Remedy),
            OrganisationDecision.Absent => Problem.Absent,
            OrganisationDecision.NotAllowed refused => await NotAllowed(refused.Act),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

    /// <summary>Does an act and answers 204.</summary>
    public async Task<IResult> Answer(OrganisationAct act, Func<DbConnection, DbTransaction, Task>? also, CancellationToken ct) =>
        await Do(act, also, ct) ?? Results.NoContent();

    /// <summary>Null when the caller manages people; else what is told.</summary>
    public async Task<Problem?> MayManagePeople() =>
        caller.May(OrganisationDecisions.ManagePeople) is Authority.Allowed ? null : await NotAllowed(OrganisationDecisions.ManagePeople);

    private async Task<Problem> NotAllowed(string act)
    {
        await refusals.Note(caller, act, caller.Organisation, "post");
        return AccessGate.NotAllowed(library.Procedure.Act(act) is { } rule ? [rule] : [], act);
    }
}

/// <summary>Something is no longer to be had: thrown inside a transaction, so that nothing of it stands.</summary>
/// <param name="field">The field.</param>
internal sealed class TakenException(string field) : Exception($"{field} is taken")
{
    /// <summary>The field.</summary>
    public string Field { get; } = field;

    /// <summary>A user name that somebody else has.</summary>
    public static Problem UserName { get; } = Problem.Field("user_name", new("用户名已被使用", "the user name is taken"), new("请换一个", "use another"));
}
