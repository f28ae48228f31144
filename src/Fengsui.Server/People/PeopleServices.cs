using Fengsui.Store;
using Fengsui.Store.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fengsui.Server.People;

/// <summary>What sign-in and authorisation are made of.</summary>
internal static class PeopleServices
{
    private const int PasswordLength = 10;
    private const int DifferentCharacters = 5;
    private const int HashRounds = 210_000;
    private const int FailuresBeforeLockout = 5;
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PasskeyTime = TimeSpan.FromMinutes(5);

    public static void AddPeople(this IServiceCollection services, RecordStore store, InstallationKey key)
    {
        services.AddSingleton(store);
        services.AddSingleton(store.Database);
        services.AddSingleton(new AccountBook(store.Database));
        services.AddSingleton(new Preferences(store.Database));
        services.AddSingleton(key);
        services.AddSingleton<Organisations>();
        services.AddSingleton<Metrics>();
        services.AddSingleton<SharedInstallation>();
        services.AddSingleton<Throttle>();
        services.AddSingleton<Signins>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<KeptForms>();
        services.AddSingleton<Refusals>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<Refusals>());
        services.AddScoped<Caller>();
        services.AddScoped<SignInSteps>();
        services.AddScoped<Founding>();
        services.AddScoped<Decisions>();
        services.AddScoped<OwnMeans>();
        services.AddScoped<Roster>();
        services.AddScoped<PeopleNames>();
        services.AddIdentityCore<Account>(Limits).AddUserStore<AccountStore>().AddUserManager<AccountManager>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = HashRounds);
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.AuthenticatorTimeout = PasskeyTime;
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "preferred";
        });
    }

    private static void Limits(IdentityOptions options)
    {
        options.Password.RequiredLength = PasswordLength;
        options.Password.RequiredUniqueChars = DifferentCharacters;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = FailuresBeforeLockout;
        options.Lockout.DefaultLockoutTimeSpan = Lockout;
        // The form of a user name is checked by ourselves: Chinese names are as good as Latin ones.
        options.User.AllowedUserNameCharacters = null!;
    }
}
