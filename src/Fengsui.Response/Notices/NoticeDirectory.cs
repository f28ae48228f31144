namespace Fengsui.Response.Notices;

/// <summary>A way to reach a person, without the address.</summary>
/// <param name="N">Its place among the ways of the person.</param>
/// <param name="Channel">The kind of channel.</param>
public sealed record Way(int N, string Channel);

/// <summary>A channel of the organisation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="On">Whether it is switched on.</param>
public sealed record ConfiguredChannel(string Id, string Kind, bool On);

/// <summary>Something that a step sends.</summary>
/// <param name="Person">To whom.</param>
/// <param name="Channel">Through which channel.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="N">To which of the ways of the person; 0 where the channel needs no address.</param>
public sealed record PlannedSend(string Person, string Channel, string Kind, int N);

/// <summary>Something that a step would have sent, and why it does not.</summary>
/// <param name="Target">The target, or the person.</param>
/// <param name="Channel">The channel as the policy names it; empty when there is nobody.</param>
/// <param name="Reason">Why: one of <see cref="NoticeReasons"/>.</param>
public sealed record Unsent(string Target, string Channel, string Reason);

/// <summary>Who is there at a moment, and how each can be reached: all that a step needs to know of the world.</summary>
/// <param name="OnDuty">Who is on duty, by layer; those of layer 1 stand at 0.</param>
/// <param name="Holders">The holders of each post.</param>
/// <param name="Deputies">The deputies in each post.</param>
/// <param name="Ways">How each person can be reached, in the person's order.</param>
/// <param name="Channels">The channels of the organisation.</param>
public sealed record NoticeDirectory(
    IReadOnlyList<IReadOnlyList<string>> OnDuty, IReadOnlyDictionary<string, IReadOnlyList<string>> Holders,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Deputies, IReadOnlyDictionary<string, IReadOnlyList<Way>> Ways, IReadOnlyList<ConfiguredChannel> Channels)
{
    /// <summary>The channel inside the product: it needs no address and is always there.</summary>
    public const string App = "app";

    // A robot speaks to a group, a webhook to a program: an address only says whom to name.
    private static readonly string[] WithoutAddress = ["dingtalk", "feishu", "wecom", "webhook"];

    /// <summary>Who stands behind a target now.</summary>
    public IReadOnlyList<string> People(Target target) => target switch
    {
        Target.OnDuty t => t.Layer <= OnDuty.Count ? OnDuty[t.Layer - 1] : [],
        Target.Post t => Holders.GetValueOrDefault(t.Id, []),
        Target.Deputy t => Deputies.GetValueOrDefault(t.Id, []),
        Target.Person t => Holders.Values.Concat(Deputies.Values).Any(p => p.Contains(t.Id)) || Ways.ContainsKey(t.Id) ? [t.Id] : [],
        _ => throw new InvalidOperationException(),
    };

    /// <summary>What a step sends now, and what it cannot.</summary>
    public (IReadOnlyList<PlannedSend> Sends, IReadOnlyList<Unsent> Unsent) Resolve(NoticeStep step)
    {
        var sends = new List<PlannedSend>();
        var unsent = new List<Unsent>();
        var people = new List<string>();
        foreach (var line in step.To)
        {
            var found = Target.Parse(line) is { } target ? People(target) : [];
            if (found.Count == 0)
                unsent.Add(new(line, "", NoticeReasons.Nobody));
            people.AddRange(found.Where(p => !people.Contains(p)));
        }
        foreach (var person in people)
            foreach (var channel in step.Channels)
                Resolve(person, channel, sends, unsent);
        return (sends, unsent);
    }

    private void Resolve(string person, string named, List<PlannedSend> sends, List<Unsent> unsent)
    {
        if (named == App)
        {
            sends.Add(new(person, App, App, 0));
            return;
        }
        var channels = Channels.Where(c => c.Id == named || c.Kind == named).ToList();
        // That there is no such channel is said once a step, not once for everybody.
        if (channels.Count == 0 && !unsent.Exists(u => u.Channel == named && u.Reason == NoticeReasons.NoChannel))
            unsent.Add(new(person, named, NoticeReasons.NoChannel));
        foreach (var channel in channels)
        {
            var ways = Ways.GetValueOrDefault(person, []).Where(w => w.Channel == channel.Kind).ToList();
            if (!channel.On)
                unsent.Add(new(person, channel.Id, NoticeReasons.ChannelOff));
            else if (ways.Count == 0 && !WithoutAddress.Contains(channel.Kind))
                unsent.Add(new(person, channel.Id, NoticeReasons.NoContact));
            else
                sends.AddRange(ways.Count == 0 || WithoutAddress.Contains(channel.Kind)
                    ? [new(person, channel.Id, channel.Kind, ways.Count == 0 ? 0 : ways[0].N)]
                    : ways.Select(w => new PlannedSend(person, channel.Id, channel.Kind, w.N)));
        }
    }
}

/// <summary>Why something was sent, or was not: the words of the ledger.</summary>
public static class NoticeReasons
{
    /// <summary>The channel took it.</summary>
    public const string Taken = "taken";

    /// <summary>Somebody had acknowledged.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Nobody stands behind the target.</summary>
    public const string Nobody = "nobody";

    /// <summary>The person has no address for the channel.</summary>
    public const string NoContact = "no-contact";

    /// <summary>The organisation has no such channel.</summary>
    public const string NoChannel = "no-channel";

    /// <summary>The channel is switched off.</summary>
    public const string ChannelOff = "channel-off";

    /// <summary>The duty was met.</summary>
    public const string Met = "met";

    /// <summary>A later page says the same and more.</summary>
    public const string Superseded = "superseded";

    /// <summary>All steps were taken and nobody answered.</summary>
    public const string Exhausted = "exhausted";

    /// <summary>The channel has sent as many as it may.</summary>
    public const string Quota = "quota";

    /// <summary>The channel asked to slow down.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>The channel did not answer in time.</summary>
    public const string TimedOut = "timed-out";

    /// <summary>There was no connection.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The channel failed (5xx).</summary>
    public const string ServerError = "server-error";

    /// <summary>The channel works, and cannot take anything for this recipient now.</summary>
    public const string RecipientBusy = "recipient-busy";

    /// <summary>The channel refused it for good (4xx, or a refusal in its answer).</summary>
    public const string Rejected = "rejected";

    /// <summary>The address is an internal one, and the channel may not use those.</summary>
    public const string PrivateAddress = "private-address";

    /// <summary>The channel sent us elsewhere; nothing is followed.</summary>
    public const string Redirected = "redirected";

    /// <summary>The settings of the channel cannot be used.</summary>
    public const string BadSettings = "bad-settings";

    /// <summary>The sender stopped in the middle: it may have been sent.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Every reason with its words for people.</summary>
    public static IReadOnlyDictionary<string, Fengsui.Law.Text> Names { get; } = new Dictionary<string, Fengsui.Law.Text>(StringComparer.Ordinal)
    {
        [Taken] = new("渠道已接收", "the channel took it"),
        [Acknowledged] = new("已有人确认收到", "somebody had acknowledged"),
        [Nobody] = new("没有对应的人员", "nobody is there"),
        [NoContact] = new("没有该渠道的联系方式", "no address for this channel"),
        [NoChannel] = new("没有配置该渠道", "the channel is not set up"),
        [ChannelOff] = new("渠道已停用", "the channel is switched off"),
        [Met] = new("事项已办结", "it was done"),
        [Superseded] = new("已由新的通知取代", "a later notice takes its place"),
        [Exhausted] = new("各级均无人确认", "nobody answered at any step"),
        [Quota] = new("渠道配额已满", "the quota of the channel is used up"),
        [RateLimited] = new("渠道要求放慢", "the channel asked to slow down"),
        [TimedOut] = new("渠道超时未答", "the channel did not answer in time"),
        [Unreachable] = new("无法连接", "no connection"),
        [ServerError] = new("渠道故障", "the channel failed"),
        [RecipientBusy] = new("对方暂时不能接收", "the recipient cannot take it now"),
        [Rejected] = new("渠道拒绝", "the channel refused it"),
        [PrivateAddress] = new("内部地址，未获允许", "an internal address, not allowed"),
        [Redirected] = new("渠道要求跳转，未跟随", "redirected, not followed"),
        [BadSettings] = new("渠道设置有误", "the settings of the channel are wrong"),
        [Interrupted] = new("发送中断，可能已发出", "interrupted, it may have gone out"),
    };
}

/// <summary>What became of a send: the words of the ledger.</summary>
public static class NoticeOutcomes
{
    /// <summary>The channel took it.</summary>
    public const string Sent = "sent";

    /// <summary>It failed, and is tried again.</summary>
    public const string Retry = "retry";

    /// <summary>It failed for good.</summary>
    public const string Failed = "failed";

    /// <summary>It was not sent.</summary>
    public const string NotSent = "not-sent";

    /// <summary>Nobody knows whether it went out.</summary>
    public const string Unknown = "unknown";

    /// <summary>Somebody acknowledged.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>The page ended without an acknowledgement.</summary>
    public const string Ended = "ended";

    /// <summary>Every outcome with its words for people.</summary>
    public static IReadOnlyDictionary<string, Fengsui.Law.Text> Names { get; } = new Dictionary<string, Fengsui.Law.Text>(StringComparer.Ordinal)
    {
        [Sent] = new("已发送", "sent"),
        [Retry] = new("失败，将重试", "failed, to be tried again"),
        [Failed] = new("发送失败", "failed"),
        [NotSent] = new("未发送", "not sent"),
        [Unknown] = new("结果不明", "not known"),
        [Acknowledged] = new("确认收到", "acknowledged"),
        [Ended] = new("结束", "ended"),
    };
}
