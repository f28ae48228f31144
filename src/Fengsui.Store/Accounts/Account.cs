namespace Fengsui.Store.Accounts;

/// <summary>The account of a person: everything about a person that has a name, and that can be erased.</summary>
public sealed class Account
{
    /// <summary>The id by which the journal knows the person, <c>p-…</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>The organisation.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>The name used to sign in: lower case, unique over the installation.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The name that others see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Where the person can be reached, one a line.</summary>
    public string Contacts { get; set; } = "";

    /// <summary>The hash of the password, or null while an invitation is open.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>The secret of the one-time codes, sealed; null when there is none.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>Whether a one-time code is asked for: the secret has been confirmed.</summary>
    public bool TotpOn { get; set; }

    /// <summary>The time step of the last code accepted: a code is good once.</summary>
    public long TotpStep { get; set; }

    /// <summary>Hashes of the recovery codes that are left, separated by semicolons.</summary>
    public string RecoveryCodes { get; set; } = "";

    /// <summary>Wrong passwords and codes since the last sign-in.</summary>
    public long Failures { get; set; }

    /// <summary>Until when the account is locked, unix seconds, or null.</summary>
    public long? LockoutEnd { get; set; }

    /// <summary>When it was made, unix seconds.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When the person left, unix seconds, or null.</summary>
    public long? LeftAt { get; set; }
}

/// <summary>A passkey: the public half of a key pair that stays in the person's device.</summary>
public sealed class Passkey
{
    /// <summary>Its id, <c>k-…</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>The organisation.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>Whose it is.</summary>
    public string Person { get; set; } = "";

    /// <summary>What the person calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The id by which the device knows it.</summary>
    public byte[] Credential { get; set; } = [];

    /// <summary>The public key, in COSE form.</summary>
    public byte[] PublicKey { get; set; } = [];

    /// <summary>How often the device says it was used.</summary>
    public long SignCount { get; set; }

    /// <summary>How the device is reached, separated by spaces.</summary>
    public string Transports { get; set; } = "";

    /// <summary>Whether the device recognised the person.</summary>
    public bool UserVerified { get; set; }

    /// <summary>Whether the key may be copied to other devices.</summary>
    public bool BackupEligible { get; set; }

    /// <summary>Whether it was.</summary>
    public bool BackedUp { get; set; }

    /// <summary>When it was registered, unix seconds.</summary>
    public long CreatedAt { get; set; }
}

/// <summary>A sign-in in a browser; it can be ended at once.</summary>
public sealed class Signin
{
    /// <summary>Its id, <c>s-…</c>: a hash of the cookie's secret.</summary>
    public string Id { get; set; } = "";

    /// <summary>The organisation.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>Who signed in.</summary>
    public string Person { get; set; } = "";

    /// <summary>How: password, password+totp, password+recovery, passkey, or link.</summary>
    public string How { get; set; } = "";

    /// <summary>What the browser calls itself, shortened.</summary>
    public string UserAgent { get; set; } = "";

    /// <summary>When, unix seconds.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it was last used, unix seconds, to about a minute.</summary>
    public long LastSeen { get; set; }

    /// <summary>When it was ended, unix seconds, or null.</summary>
    public long? EndedAt { get; set; }
}

/// <summary>A token with which a program acts for a person.</summary>
public sealed class Token
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The organisation.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>For whom.</summary>
    public string Person { get; set; } = "";

    /// <summary>What the person calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The hash of its secret.</summary>
    public string SecretHash { get; set; } = "";

    /// <summary>What it may be used for, separated by spaces.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>When it was made, unix seconds.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it ends by itself, unix seconds.</summary>
    public long Until { get; set; }

    /// <summary>When it was last used, unix seconds, to about a minute; or null.</summary>
    public long? LastUsed { get; set; }

    /// <summary>When it was ended, unix seconds, or null.</summary>
    public long? EndedAt { get; set; }
}

/// <summary>Something that can be used once.</summary>
public sealed class Ticket
{
    /// <summary>A hash of its secret.</summary>
    public string Id { get; set; } = "";

    /// <summary>What for.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>The organisation, or empty.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>The person, or empty.</summary>
    public string Person { get; set; } = "";

    /// <summary>What goes with it.</summary>
    public string Body { get; set; } = "";

    /// <summary>Until when, unix seconds.</summary>
    public long Until { get; set; }

    /// <summary>When it was used, unix seconds, or null.</summary>
    public long? UsedAt { get; set; }
}
