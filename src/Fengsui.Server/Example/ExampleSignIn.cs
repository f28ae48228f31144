using System.Security.Cryptography;
using System.Text;
using Fengsui.Law;
using Fengsui.Law.Packs;

namespace Fengsui.Server.Example;

/// <summary>
/// How one signs in to the example. Everybody in it has one password, made anew with each example: a published one would open every example that
/// somebody lets others reach. It stands in a file of the data folder that only the owner may read, so that a second start can print it again.
/// </summary>
/// <param name="Password">The password.</param>
/// <param name="People">The user names, each with the name that others see and the posts.</param>
public sealed record ExampleSignIn(string Password, IReadOnlyList<(string UserName, string DisplayName, Text Posts)> People)
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz";
    private const string Digits = "23456789";

    /// <summary>How one signs in; null when the data folder holds no example.</summary>
    internal static ExampleSignIn? Of(AppOptions options, Procedure procedure) => options.Example && File.Exists(PathOf(options))
        ? new(File.ReadAllText(PathOf(options), Encoding.ASCII).Trim(),
            [.. Story.ReadCast(options.ExampleFolder).People.Select(p => (p.UserName, p.DisplayName, PostsOf(p, procedure)))])
        : null;

    /// <summary>Makes a password and keeps it, before anybody has it: an example that was half made can still be entered.</summary>
    internal static string New(AppOptions options)
    {
        // Letters and digits that are not mistaken for one another.
        var password = string.Join('-', RandomNumberGenerator.GetString(Letters, 4), RandomNumberGenerator.GetString(Digits, 4),
            RandomNumberGenerator.GetString(Letters, 4));
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(PathOf(options), Encoding.ASCII, open);
        writer.WriteLine(password);
        return password;
    }

    private static Text PostsOf(Player player, Procedure procedure) =>
        Text.Join("、", ", ", [.. player.Posts.Select(p => procedure.Post(p.Split('/')[0])!.Name)]);

    private static string PathOf(AppOptions options) => Path.Combine(options.Data, "example-password.txt");
}
