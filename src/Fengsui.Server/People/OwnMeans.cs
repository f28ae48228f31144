using System.Security.Cryptography;
using Fengsui.Law.Calendar;
using Fengsui.Response.Organisations;
using Fengsui.Store;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.People;

/// <summary>One-time codes that were begun and wait for a first code.</summary>
/// <param name="Secret">The secret, in base 32.</param>
/// <param name="Uri">The address that authenticator apps take.</param>
internal sealed record PendingTotp(string Secret, string Uri);

/// <summary>A person's own means of signing in, the same for pages and programs: password, one-time codes, tokens.</summary>
internal sealed class OwnMeans(
    Caller caller, AccountBook book, AccountManager manager, Founding founding, InstallationKey key, RecordStore store, Decisions decisions,
    Throttle throttle)
{
    private const int RecoveryCodes = 10;
    private const int RecoveryBytes = 8;

    private static readonly Problem CodesAreOn =
        Problem.Conflict(new("已经启用一次性验证码", "one-time codes are on already"), new("请先停用", "remove them first"));

    private static readonly Problem NothingBegun =
        Problem.Conflict(new("没有待确认的一次性验证码", "there is nothing to confirm"), new("请先开始设置", "begin first"));

    private static readonly Problem WrongCode = Problem.Field("code", new("验证码不正确", "the code is wrong"),
        new("请输入应用中当前显示的六位数字；请核对手机时间", "enter the six digits that show now; check the device's clock"));

    /// <summary>Changes the password; the other sign-ins end.</summary>
    public async Task<Problem?> ChangePassword(string current, string password, CancellationToken ct)
    {
        if (await book.Account(caller.Person, ct) is not { } account)
            return Problem.NotSignedIn;
        if ((await CurrentAtFault(account, current) ?? await manager.PasswordAtFault(account, password)) is { } wrong)
            return wrong;
        await founding.SetPassword(account, password, keep: caller.SigninId, ct);
        return null;
    }

    /// <summary>Makes a secret of one-time codes; none is asked for before <see cref="ConfirmTotp"/>.</summary>
    public async Task<Problem?> BeginTotp(CancellationToken ct)
    {
        var kept = key.Seal(OneTimeCode.NewSecret(), caller.Person);
        // While it is on, a new secret would lock the person out whose confirmation never comes.
        return await book.Change<Account>(caller.Person, row => !row.TotpOn && (row.TotpSecret = kept).Length > 0, ct) ? null : CodesAreOn;
    }

    /// <summary>What was begun and not confirmed, or null.</summary>
    public async Task<PendingTotp?> PendingTotp(CancellationToken ct)
    {
        if (await book.Account(caller.Person, ct) is not { TotpOn: false, TotpSecret: { } kept } account
            || key.Unseal(kept, caller.Person) is not { } secret)
            return null;
        var label = Uri.EscapeDataString($"{caller.State.Name}:{account.UserName}");
        return new(secret, $"otpauth://totp/{label}?secret={secret}&issuer={Uri.EscapeDataString(caller.State.Name)}");
    }

    /// <summary>Turns one-time codes on with a first code; the recovery codes are told once.</summary>
    public async Task<(IReadOnlyList<string> Recovery, Problem? Wrong)> ConfirmTotp(string code, CancellationToken ct)
    {
        if (throttle.Account(caller.Person, decisions.Now) is { } seconds)
            return ([], Problem.TooMany(seconds));
        if (await PendingTotp(ct) is not { } pending)
            return ([], NothingBegun);
        var account = await book.Account(caller.Person, ct);
        if (OneTimeCode.StepOf(pending.Secret, code, decisions.Now.UnixSeconds, account!.TotpStep) is not { } step)
            return ([], WrongCode);
        var recovery = Enumerable.Range(0, RecoveryCodes)
            .Select(_ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RecoveryBytes))).ToList();
        var hashes = string.Join(';', recovery.Select(r => SignInSteps.RecoveryHash(caller.Person, r)));
        var refused = await decisions.Do(new OrganisationAct.SetTotp(caller.Person), (connection, transaction) =>
            AccountRows.Change<Account>(store.Database, connection, transaction, caller.Person, row =>
            {
                (row.TotpOn, row.TotpStep, row.RecoveryCodes) = (true, step, hashes);
                return true;
            }), ct);
        return refused is null ? (recovery, null) : ([], refused);
    }

    /// <summary>Turns one-time codes off.</summary>
    public async Task<Problem?> RemoveTotp(string current, CancellationToken ct)
    {
        if (await book.Account(caller.Person, ct) is not { } account)
            return Problem.NotSignedIn;
        return await CurrentAtFault(account, current) ?? await TotpRoutes.RemoveOf(caller.Person, store, decisions, ct) as Problem;
    }

    /// <summary>Makes a token; what is shown is told once.</summary>
    public async Task<(string Id, string Shown, Problem? Wrong)> MakeToken(string name, IReadOnlyList<string> scopes, Instant until,
        CancellationToken ct)
    {
        var (id, secret) = (Secrets.NewId(""), Secrets.New());
        var token = new Token
        {
            Id = id,
            Organisation = caller.Organisation,
            Person = caller.Person,
            Name = name,
            SecretHash = Signins.TokenHash(secret),
            Scopes = string.Join(' ', scopes),
            CreatedAt = decisions.Now.UnixSeconds,
            Until = until.UnixSeconds,
        };
        var refused = await decisions.Do(
            new OrganisationAct.MakeToken(id, caller.Person, scopes, until), (c, t) => AccountRows.Save(c, t, token), ct);
        return (id, Signins.Shown(id, secret), refused);
    }

    // Who sits down at somebody else's open browser does not know the password.
    private async Task<Problem?> CurrentAtFault(Account account, string current)
    {
        if (throttle.Account(account.UserName, decisions.Now) is { } seconds)
            return Problem.TooMany(seconds);
        if (await manager.CheckPasswordAsync(account, current))
            return null;
        return Problem.Field("current", new("现在的密码不正确", "the current password is wrong"), new("请输入现在的密码", "enter the current password"));
    }
}
