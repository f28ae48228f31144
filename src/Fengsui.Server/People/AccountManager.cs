using System.Text;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fengsui.Server.People;

/// <summary>
/// Identity's manager over our accounts: it hashes and checks passwords. Failures are counted by our clock and as they stand in the database.
/// </summary>
internal sealed class AccountManager(
    IUserStore<Account> store, IOptions<IdentityOptions> options, IPasswordHasher<Account> hasher,
    IEnumerable<IUserValidator<Account>> userValidators,
    IEnumerable<IPasswordValidator<Account>> passwordValidators, ILookupNormalizer normalizer, IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<Account>> log, AccountBook book, TimeProvider clock)
    : UserManager<Account>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, log)
{
    private const int LongestUserName = 64;
    private const int LongestPassword = 256;

    // Checked when there is no such account: an answer that comes sooner would tell so.
    private static string? _nobody;

    /// <summary>Whether an account is locked now.</summary>
    public bool IsLocked(Account account) => account.LockoutEnd is { } end && end > Instant.From(clock.GetUtcNow()).UnixSeconds;

    /// <summary>Counts a failure; answers whether it locked the account.</summary>
    public async Task<bool> CountFailure(Account account)
    {
        var locked = false;
        await book.Change<Account>(account.Id, row =>
        {
            locked = ++row.Failures >= Options.Lockout.MaxFailedAccessAttempts;
            if (locked)
                (row.Failures, row.LockoutEnd) = (0, Instant.From(clock.GetUtcNow().Add(Options.Lockout.DefaultLockoutTimeSpan)).UnixSeconds);
            return true;
        }, CancellationToken);
        return locked;
    }

    /// <summary>Spends the time that a wrong password of a real account takes.</summary>
    public void CheckNobody(string password)
    {
        _nobody ??= PasswordHasher.HashPassword(new Account(), "nobody's");
        PasswordHasher.VerifyHashedPassword(new Account(), _nobody, password);
    }

    /// <summary>The one form of a user name: what looks the same is the same.</summary>
    public static string FormOf(string userName) => userName.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>What is wrong with a user name, or null.</summary>
    public static Problem? UserNameAtFault(string form) =>
        form.Length is >= 2 and <= LongestUserName && form.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@')
            ? null
            : Problem.Field("user_name", new("用户名太短、太长或者含有其他符号", "the user name is too short, too long or has other signs in it"),
                new($"请用 2 至 {LongestUserName} 个字母、汉字、数字或 . - _ @", $"use 2 to {LongestUserName} letters, digits or . - _ @"));

    /// <summary>What is wrong with a password, or null.</summary>
    public async Task<Problem?> PasswordAtFault(Account account, string password)
    {
        if (password.Length > LongestPassword)
            return Weak(new("密码太长", "the password is too long"));
        foreach (var validator in PasswordValidators)
            if (await validator.ValidateAsync(this, account, password) is { Succeeded: false } failed)
                return Weak(Said(failed.Errors.First().Code));
        return password.Contains(account.UserName, StringComparison.OrdinalIgnoreCase)
            ? Weak(new("密码里含有用户名", "the user name is in the password")) : null;
    }

    private Problem Weak(Text wrong) => Problem.Field("password", wrong,
        new($"请用 {Options.Password.RequiredLength} 至 {LongestPassword} 个字符，至少有一个字母、一个数字和 {Options.Password.RequiredUniqueChars} 种字符",
            $"use {Options.Password.RequiredLength} to {LongestPassword} characters, with a letter, a digit and {Options.Password.RequiredUniqueChars} different ones"));

    private static Text Said(string code) => code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => new("密码太短", "the password is too short"),
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new("密码里重复的字符太多", "the password repeats too few characters"),
        nameof(IdentityErrorDescriber.PasswordRequiresDigit) => new("密码里没有数字", "the password has no digit"),
        nameof(IdentityErrorDescriber.PasswordRequiresLower) => new("密码里没有小写字母", "the password has no lower-case letter"),
        _ => new("密码太弱", "the password is too weak"),
    };
}
