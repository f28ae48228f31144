using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Response.Record;
using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Fengsui.Server.People;

/// <summary>What came of a step of signing in: a closed union.</summary>
public abstract record SignInStep
{
    private SignInStep()
    {
    }

    /// <summary>Signed in; the cookie is set.</summary>
    /// <param name="Account">Who.</param>
    /// <param name="FormToken">What the forms of this sign-in carry.</param>
    public sealed record Done(Account Account, string FormToken) : SignInStep;

    /// <summary>The password is right; a one-time code is asked for.</summary>
    /// <param name="Ticket">The secret that goes with the code.</param>
    public sealed record CodeNeeded(string Ticket) : SignInStep;

    /// <summary>Not signed in.</summary>
    /// <param name="Why">What is told.</param>
    public sealed record Failed(Problem Why) : SignInStep;
}

/// <summary>The steps of signing in, the same for pages and programs.</summary>
internal sealed class SignInSteps(
    AccountManager manager, AccountBook book, Tickets tickets, Signins signins, Throttle throttle, Organisations organisations, RecordStore store,
    Metrics metrics,
    InstallationKey key, IPasskeyHandler<Account> passkeys, TimeProvider clock)
{
    private const long CodeSeconds = 300;

    // One text for every reason: it tells nobody which names exist.
    private static readonly Problem WrongPassword = new(StatusCodes.Status401Unauthorized,
        new("用户名或密码不正确，或者账号已暂时锁定", "user name or password is wrong, or the account is locked for a while"), null, null,
        new("请核对后重试；多次失败后请等待十五分钟，或者请管理员发送新的邀请链接",
            "check both and try again; after several failures wait a quarter of an hour, or ask for a new invitation"));

    private static readonly Problem WrongCode = new(StatusCodes.Status401Unauthorized, new("验证码不正确或者已经用过", "the code is wrong or was used before"),
        null, null,
        new("请输入当前的六位验证码，或者一个恢复码", "enter the six digits that show now, or a recovery code"));

    private static readonly Problem WrongPasskey = new(StatusCodes.Status401Unauthorized, new("通行密钥没有通过验证", "the passkey was not accepted"), null,
        null,
        new("请重试，或者用密码登录", "try again, or sign in with the password"));

    private Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>User name and password.</summary>
    public async Task<SignInStep> Password(HttpContext context, string userName, string password)
    {
        var ct = context.RequestAborted;
        var form = AccountManager.FormOf(userName);
        if ((throttle.Address(context, Now) ?? throttle.Account(form, Now)) is { } seconds)
            return Fail("throttled", Problem.TooMany(seconds));
        if (await book.AccountNamed(form, ct) is not { LeftAt: null, PasswordHash: not null } account)
        {
            manager.CheckNobody(password);
            return Fail("unknown", WrongPassword);
        }
        if (manager.IsLocked(account))
        {
            manager.CheckNobody(password);
            return await Fail(account, "locked", WrongPassword);
        }
        if (!await manager.CheckPasswordAsync(account, password))
            return await Count(account, "password", WrongPassword);
        if (account.TotpOn)
            return new SignInStep.CodeNeeded(await tickets.Hand(Tickets.Code, CodeSeconds, account.Organisation, account.Id, "", ct));
        return await Succeed(context, account, "password");
    }

    /// <summary>The one-time code, or a recovery code.</summary>
    public async Task<SignInStep> Code(HttpContext context, string ticket, string code)
    {
        var ct = context.RequestAborted;
        if (throttle.Address(context, Now) is { } seconds)
            return Fail("throttled", Problem.TooMany(seconds));
        if (await tickets.Look(Tickets.Code, ticket, ct) is not { } found || await book.Account(found.Person, ct) is not { LeftAt: null } account)
            return Fail("totp", WrongCode);
        if (throttle.Account(account.UserName, Now) is { } wait)
            return Fail("throttled", Problem.TooMany(wait));
        if (manager.IsLocked(account))
            return await Fail(account, "locked", WrongCode);
        if (await Accepts(account, Bare(code)) is not { } how)
            return await Count(account, "totp", WrongCode);
        return await tickets.Use(Tickets.Code, ticket, ct) is null ? Fail("totp", WrongCode) : await Succeed(context, account, how);
    }

    /// <summary>The answer of a passkey to our challenge.</summary>
    public async Task<SignInStep> Passkey(HttpContext context, string ticket, string credential)
    {
        var ct = context.RequestAborted;
        if (throttle.Address(context, Now) is { } seconds)
            return Fail("throttled", Problem.TooMany(seconds));
        if (await tickets.Use(Tickets.AssertPasskey, ticket, ct) is not { } found)
            return Fail("passkey", WrongPasskey);
        PasskeyAssertionResult<Account> result;
        try
        {
            result = await passkeys.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = found.Body });
        }
        catch (JsonException)
        {
            return Fail("passkey", WrongPasskey);
        }
        if (!result.Succeeded || result.User.LeftAt is not null)
            return Fail("passkey", WrongPasskey);
        await manager.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return await Succeed(context, result.User, "passkey");
    }

    /// <summary>Signs in somebody who has just set a password through a link.</summary>
    public Task<SignInStep> Link(HttpContext context, Account account) => Succeed(context, account, "link");

    /// <summary>Whether a code is good for an account, and how it is called then; it is used up.</summary>
    private async Task<string?> Accepts(Account account, string code)
    {
        var secret = account.TotpSecret is { } kept ? key.Unseal(kept, account.Id) : null;
        if (secret is not null && OneTimeCode.StepOf(secret, code, Now.UnixSeconds, account.TotpStep) is { } step)
            return await UsedUp(account, a => a.TotpStep < step, a => a.TotpStep = step) ? "password+totp" : null;
        var hash = RecoveryHash(account.Id, code);
        return await UsedUp(account, a => RecoveryCodes(a).Contains(hash),
            a => a.RecoveryCodes = string.Join(';', RecoveryCodes(a).Where(c => c != hash)))
            ? "password+recovery" : null;
    }

    /// <summary>Uses a code up inside a transaction: of two who send the same one at once, one gets in.</summary>
    private Task<bool> UsedUp(Account account, Func<Account, bool> unused, Action<Account> use) => book.Change<Account>(account.Id, row =>
    {
        if (!unused(row))
            return false;
        use(row);
        return true;
    }, CancellationToken.None);

    /// <summary>What is kept of a recovery code.</summary>
    public static string RecoveryHash(string person, string code) => Secrets.Hash($"recovery {person}", Bare(code));

    private static string Bare(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string[] RecoveryCodes(Account account) => account.RecoveryCodes.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private async Task<SignInStep> Succeed(HttpContext context, Account account, string how)
    {
        if (account.Failures > 0 || account.LockoutEnd is not null)
        {
            await book.Change<Account>(account.Id, row =>
            {
                (row.Failures, row.LockoutEnd) = (0, null);
                return true;
            }, context.RequestAborted);
        }
        var (_, formToken) = await signins.Start(context, account, how, context.RequestAborted);
        return new SignInStep.Done(account, formToken);
    }

    private async Task<SignInStep> Count(Account account, string why, Problem told)
    {
        if (await manager.CountFailure(account))
            await organisations.Do(account.Organisation, new OrganisationAct.LockOut(account.Id), Actors.System, Now, null, CancellationToken.None);
        return await Fail(account, why, told);
    }

    private async Task<SignInStep> Fail(Account account, string why, Problem told)
    {
        await store.Append(LogKind.Line(account.Organisation, new LogEvent.SignInFailed(account.Id, why), Now, Actors.System));
        return Fail(why, told);
    }

    private SignInStep.Failed Fail(string why, Problem told)
    {
        metrics.SignInFailed(why);
        return new(told);
    }
}
