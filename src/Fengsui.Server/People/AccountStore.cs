using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Fengsui.Server.People;

/// <summary>
/// What Identity's manager asks of accounts, over our own tables. It writes nothing but the count of a passkey: an account is changed as it stands
/// in the transaction, together with its line in the journal (<see cref="Organisations.Do"/>), never by writing back what was read before.
/// </summary>
internal sealed class AccountStore(AccountBook book)
    : IUserPasswordStore<Account>, IUserPasskeyStore<Account>
{
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken)
    {
        user.UserName = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    // The user name is kept in its one form; there is no second one to keep beside it.
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => UpdateAsync(user, cancellationToken);

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = "Kept", Description = "an account is erased, never deleted" }));

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => book.Account(userId, cancellationToken);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        book.AccountNamed(normalizedUserName, cancellationToken);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        book.Change<Passkey>(IdOf(passkey.CredentialId), kept =>
        {
            Update(kept, passkey);
            return true;
        }, cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await book.PasskeysOf(user.Id, cancellationToken)).Select(Info)];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await book.Passkey(IdOf(credentialId), cancellationToken) is { } passkey ? await book.Account(passkey.Person, cancellationToken) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await book.Passkey(IdOf(credentialId), cancellationToken) is { } passkey && passkey.Person == user.Id ? Info(passkey) : null;

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("a passkey is removed together with its line in the journal");

    public void Dispose()
    {
    }

    /// <summary>The id of a passkey: its credential's may be a kilobyte long.</summary>
    public static string IdOf(byte[] credential) => "k-" + Secrets.Hash("passkey", Convert.ToBase64String(credential))[..32];

    /// <summary>Takes over what the device said.</summary>
    public static void Update(Passkey kept, UserPasskeyInfo said)
    {
        kept.Credential = said.CredentialId;
        kept.PublicKey = said.PublicKey;
        kept.SignCount = said.SignCount;
        kept.Transports = string.Join(' ', said.Transports ?? []);
        kept.UserVerified = said.IsUserVerified;
        kept.BackupEligible = said.IsBackupEligible;
        kept.BackedUp = said.IsBackedUp;
    }

    private static UserPasskeyInfo Info(Passkey p) => new(
        p.Credential, p.PublicKey, DateTimeOffset.FromUnixTimeSeconds(p.CreatedAt), checked((uint)p.SignCount),
        p.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        p.UserVerified, p.BackupEligible, p.BackedUp, attestationObject: [], clientDataJson: []) { Name = p.Name };
}
