using System.Globalization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Response.Notices;
using Fengsui.Server.People;

namespace Fengsui.Server.Features.Notices.Channels;

/// <summary>A setting of a kind of channel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">What it is, for people.</param>
/// <param name="Hint">How it is written.</param>
/// <param name="Secret">Whether it is sealed, and never shown again.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Long">Whether it has several lines.</param>
internal sealed record ChannelField(string Name, Text Label, Text Hint, bool Secret = false, bool Required = false, bool Long = false);

/// <summary>A channel of an organisation with everything that it needs.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Values">The settings, the secret ones too.</param>
internal sealed record ChannelSettings(string Organisation, string Id, string Kind, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The name of the setting that lets a channel speak to internal addresses.</summary>
    public const string AllowPrivateName = "allow_private";

    private const int LongestWait = 60;
    private const int UsualWait = 10;

    /// <summary>A setting, or empty.</summary>
    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>Whether it is switched on.</summary>
    public bool On => this["on"] != "false";

    /// <summary>Whether it asks to speak to internal addresses.</summary>
    public bool AsksForPrivate => this[AllowPrivateName] == "true";

    /// <summary>Whether the installation lets it (<see cref="SharedInstallation"/>).</summary>
    public bool MayReachInside { get; init; } = true;

    /// <summary>Whether it may speak to internal addresses.</summary>
    public bool AllowPrivate => AsksForPrivate && MayReachInside;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Patience => TimeSpan.FromSeconds(Number("timeout", 1, LongestWait) ?? UsualWait);

    /// <summary>How many messages it may send in a minute; null: as many as there are.</summary>
    public int? PerMinute(int? usual) => Number("per_minute", 1, 100_000) ?? usual;

    /// <summary>A whole number of a setting, or null.</summary>
    public int? Number(string name, int least, int most) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}

/// <summary>A message on its way to a person.</summary>
/// <param name="Id">The id of this send, for whoever receives it twice.</param>
/// <param name="Message">The message.</param>
/// <param name="Address">The address of the person for this channel; empty where it needs none.</param>
/// <param name="Reference">What an answer by telephone must carry back.</param>
/// <param name="What">The page, or null for a test.</param>
/// <param name="Now">The moment.</param>
internal sealed record Delivery(string Id, NoticeMessage Message, string Address, string Reference, PageEvent.Opened? What, Instant Now)
{
    /// <summary>The whole text, with the link.</summary>
    public string Text => $"{Message.Subject}\n{Message.Body}\n{Message.Link}";
}

/// <summary>What became of an attempt to send.</summary>
/// <param name="Outcome">One of <see cref="NoticeOutcomes"/>.</param>
/// <param name="Reason">One of <see cref="NoticeReasons"/>.</param>
/// <param name="RetryAfter">For how many seconds the channel asked to be left alone, or null.</param>
/// <param name="OfRecipient">Whether it is this recipient alone who cannot be reached now: the channel works, and nobody else's messages wait.</param>
internal sealed record SendResult(string Outcome, string Reason, long? RetryAfter = null, bool OfRecipient = false)
{
    private const long FirstPause = 30;
    private const long LongestPause = 300;

    public static SendResult Taken { get; } = new(NoticeOutcomes.Sent, NoticeReasons.Taken);

    public static SendResult Again(string reason, long? after = null) => new(NoticeOutcomes.Retry, reason, after);

    public static SendResult Later(string reason) => new(NoticeOutcomes.Retry, reason, OfRecipient: true);

    /// <summary>When a recipient who could not be reached is tried again: a mailbox that is full, or wants to see us twice, needs minutes.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="tries">How often it was tried.</param>
    public static Instant Again(Instant now, int tries) => now.Plus(Math.Min(FirstPause << Math.Clamp(tries - 1, 0, 10), LongestPause));

    public static SendResult Never(string reason) => new(NoticeOutcomes.Failed, reason);
}

/// <summary>A kind of channel: one file each, one line where they are registered.</summary>
/// <param name="kind">Its kind.</param>
internal abstract class NoticeChannel(string kind)
{
    private const int LongestValue = 4000;

    private static readonly ChannelField[] Common =
    [
        new("on", new("启用", "switched on"), new("true 或 false", "true or false")),
        new("per_minute", new("每分钟最多条数", "messages a minute at most"), new("整数；留空按该类渠道的惯例", "a whole number; empty: as is usual for this kind")),
        new("timeout", new("等待应答秒数", "seconds to wait for an answer"), new("1 至 60，默认 10", "1 to 60, by default 10")),
        new(ChannelSettings.AllowPrivateName, new("允许内部地址", "may reach internal addresses"), new("true 或 false；默认 false", "true or false; by default false")),
    ];

    /// <summary>Its kind.</summary>
    public string Kind => kind;

    /// <summary>How many messages a minute others usually allow; null: no limit is known.</summary>
    public virtual int? UsualPerMinute => null;

    /// <summary>Every setting.</summary>
    public IEnumerable<ChannelField> Fields => Own.Concat(Common);

    /// <summary>The settings of this kind alone.</summary>
    protected abstract IReadOnlyList<ChannelField> Own { get; }

    /// <summary>Sends; never throws for what the other side does.</summary>
    public abstract Task<SendResult> Send(ChannelSettings settings, Delivery delivery, CancellationToken ct);

    /// <summary>What is wrong with settings, or null.</summary>
    public Problem? Check(ChannelSettings settings)
    {
        foreach (var name in settings.Values.Keys.Where(k => Fields.All(f => f.Name != k)))
            return Problem.Field(name, new("没有这一项设置", "no such setting"),
                new($"可用：{string.Join("、", Fields.Select(f => f.Name))}", $"use: {string.Join(", ", Fields.Select(f => f.Name))}"));
        foreach (var field in Fields)
            if (settings[field.Name].Length > LongestValue || settings[field.Name].Any(c => char.IsControl(c) && (c != '\n' || !field.Long)))
                return Problem.Field(field.Name, new("太长或者含有控制字符", "too long, or it holds control characters"), field.Hint);
            else if (field.Required && settings[field.Name].Length == 0)
                return Problem.Field(field.Name, new("没有填写", "it is missing"), field.Hint);
        return Flag(settings, "on") ?? Flag(settings, ChannelSettings.AllowPrivateName) ?? Number(settings, "per_minute", 100_000) ?? Number(settings, "timeout", 60)
            ?? CheckOwn(settings);
    }

    /// <summary>What is wrong with the settings of this kind alone, or null.</summary>
    protected virtual Problem? CheckOwn(ChannelSettings settings) => null;

    /// <summary>What is wrong with an address of the web, or null.</summary>
    protected static Problem? AddressAtFault(string name, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0
            ? null
            : Problem.Field(name, new("不是网址", "not an address of the web"), new("写作 https://…", "write https://…"));

    private static Problem? Flag(ChannelSettings settings, string name) => settings[name] is "" or "true" or "false"
        ? null : Problem.Field(name, new("不是 true 或 false", "neither true nor false"), new("写 true 或 false", "write true or false"));

    private static Problem? Number(ChannelSettings settings, string name, int most) => settings[name].Length == 0 || settings.Number(name, 1, most) is not null
        ? null : Problem.Field(name, new($"应为 1 至 {most} 的整数", $"a whole number from 1 to {most} is expected"), new("或者留空", "or leave it empty"));
}
