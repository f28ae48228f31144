using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Warnings;
using Fengsui.Store.Warnings;

namespace Fengsui.Server.Features.Warnings;

/// <summary>What one recipient is told.</summary>
/// <param name="Organisation">Who tells.</param>
/// <param name="Warning">The warning.</param>
/// <param name="Version">The version.</param>
/// <param name="What">issued, dropped, lifted or reminder.</param>
/// <param name="Unit">The id of the recipient.</param>
/// <param name="Known">The recipient as the register has it; null when it was removed since.</param>
/// <param name="Now">The moment.</param>
internal sealed record WarningLetter(string Organisation, string Warning, WarningVersion Version, string What, string Unit, Unit? Known, Instant Now)
{
    /// <summary>The subject.</summary>
    public Text Subject => What switch
    {
        WarningKind.IssuedWord => new($"{Kind}：{Version.Content.Title}", $"{Kind}: {Version.Content.Title}"),
        WarningKind.ReminderWord => new($"请回执：{Version.Content.Title}", $"Please acknowledge: {Version.Content.Title}"),
        _ => new($"预警解除：{Version.Content.Title}", $"Warning lifted: {Version.Content.Title}"),
    };

    /// <summary>The subject where a title may not stand.</summary>
    public Text Bare => What switch
    {
        WarningKind.IssuedWord => new(Kind, Kind),
        WarningKind.ReminderWord => new($"请回执：{Kind}", $"Please acknowledge: {Kind}"),
        _ => new($"预警解除：{Kind}", $"Warning lifted: {Kind}"),
    };

    private string Kind => Version.Content.Internal ? $"内部预警（{Version.Content.Colour}）" : $"预警（{Version.Content.Colour}）";
}

/// <summary>Where letters go: tells what became of each.</summary>
/// <param name="send">Sends one: through the channels of the organisation, or into a sink where that is measured.</param>
internal sealed class WarningPost(Func<WarningLetter, CancellationToken, Task<Delivery>> send)
{
    /// <summary>Taken by its channel.</summary>
    public const string Handed = "handed";

    /// <summary>Not sent, for good: the reason says why.</summary>
    public const string NotSent = "not-sent";

    /// <summary>Tried, and to be tried again.</summary>
    public const string Failed = "failed";

    /// <summary>Not sent, for good: the version was issued again or the warning lifted before its turn came.</summary>
    public const string Superseded = "superseded";

    /// <summary>Why a message was superseded: its version was issued again.</summary>
    public const string Reissued = "reissued";

    /// <summary>Why a message was superseded: the warning was lifted.</summary>
    public const string Lifted = "lifted";

    /// <summary>Tried at most so often.</summary>
    public const int MostTries = 5;

    private const int Together = 8;

    /// <summary>Hands letters over, several at once.</summary>
    public async Task<IReadOnlyList<Delivery>> Hand(IReadOnlyList<WarningLetter> letters, CancellationToken ct)
    {
        var deliveries = new Delivery[letters.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = ct };
        await Parallel.ForAsync(0, letters.Count, limits, async (at, cancel) => deliveries[at] = await send(letters[at], cancel));
        return deliveries;
    }
}
