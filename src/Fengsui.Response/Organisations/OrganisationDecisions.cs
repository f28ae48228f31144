using System.Globalization;
using Fengsui.Law.Calendar;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;
using Fengsui.Law;
using Fengsui.Response.Posts;
using Fengsui.Response.Record;

namespace Fengsui.Response.Organisations;

/// <summary>Decides acts on an organisation: who may, what stands against it, what follows.</summary>
/// <param name="library">The table of posts and acts, the facts that can be stated about an organisation, and the citations that can be
/// confirmed.</param>
public sealed class OrganisationDecisions(Library library)
{
    /// <summary>The value of a fact that takes it back.</summary>
    public const string Unknown = "unknown";

    /// <summary>The act of the table for people, posts and their means of signing in.</summary>
    public const string ManagePeople = "manage-people";

    /// <summary>The act of the table for name, profile and settings.</summary>
    public const string ManageSettings = "manage-settings";

    /// <summary>The act of the table for citations that are not verified.</summary>
    public const string ConfirmCitation = "confirm-citation";

    private const int LongestName = 200;
    private const int LongestNumber = 200;
    private const int LongestComparison = 1000;
    private const int MostRatifyHours = 720;
    private const int MostTokens = 50;
    private const int LongestTokenDays = 366;
    private const long Day = 86_400;

    private static readonly IReadOnlyList<OrganisationEvent> Nothing = [];

    private readonly Procedure procedure = library.Procedure;
    private readonly Vocabulary vocabulary = library.Vocabulary;

    /// <summary>The scopes of a token.</summary>
    public static IReadOnlyList<string> Scopes { get; } = ["read", "write", "manage", "export", "intake"];

    /// <summary>Decides.</summary>
    /// <param name="state">The state before; a new one for founding.</param>
    /// <param name="act">The act.</param>
    /// <param name="by">Who does it, or <see cref="Actors.System"/>.</param>
    /// <param name="now">Now.</param>
    public OrganisationDecision Decide(Organisation state, OrganisationAct act, string by, Instant now) => act switch
    {
        OrganisationAct.Found a => Found(state, a),
        OrganisationAct.Rename a => With(state, by, ManageSettings, () =>
            NameAtFault(a.Name) ?? Done(a.Name == state.Name ? Nothing : [new OrganisationEvent.Renamed(a.Name)])),
        OrganisationAct.ChangeProfile a => With(state, by, ManageSettings, () => ChangeProfile(state, a)),
        OrganisationAct.ChangeSetting a => With(state, by, ManageSettings, () => ChangeSetting(state, a)),
        OrganisationAct.AddPerson a => With(state, by, ManagePeople, () => Done([new OrganisationEvent.PersonAdded(a.Person)])),
        OrganisationAct.Leave a => About(state, a.Person, by, person => Leave(state, a.Person, person)),
        OrganisationAct.GivePost a => With(state, by, ManagePeople, () => GivePost(state, a)),
        OrganisationAct.EndPost a => With(state, by, ManagePeople, () => EndPost(state, a)),
        OrganisationAct.SetPassword a => Own(state, a.Person, by, _ => Done([new OrganisationEvent.PasswordSet(a.Person)])),
        OrganisationAct.SetTotp a => Own(state, a.Person, by, _ => Done([new OrganisationEvent.TotpSet(a.Person)])),
        OrganisationAct.RemoveTotp a => About(state, a.Person, by, p =>
            p.Totp ? Done([new OrganisationEvent.TotpRemoved(a.Person)]) : new OrganisationDecision.Absent()),
        OrganisationAct.AddPasskey a => Own(state, a.Person, by, _ => Done([new OrganisationEvent.PasskeyAdded(a.Person, a.Passkey)])),
        OrganisationAct.RemovePasskey a => About(state, a.Person, by, p =>
            p.Passkeys.Contains(a.Passkey) ? Done([new OrganisationEvent.PasskeyRemoved(a.Person, a.Passkey)]) : new OrganisationDecision.Absent()),
        OrganisationAct.MakeToken a => Own(state, a.Person, by, p => MakeToken(a, p, now)),
        OrganisationAct.EndToken a => About(state, a.Person, by, p =>
            p.Tokens.Contains(a.Token) ? Done([new OrganisationEvent.TokenEnded(a.Token, a.Person)]) : new OrganisationDecision.Absent()),
        OrganisationAct.EndSignins a => About(state, a.Person, by, _ =>
            Done([.. a.Signins.Select(s => new OrganisationEvent.SigninEnded(s, a.Person))])),
        OrganisationAct.ConfirmCitation a => With(state, by, ConfirmCitation, () => Confirm(state, a, by, now)),
        OrganisationAct.WithdrawConfirmation a => With(state, by, ConfirmCitation, () => Withdraw(state, a)),
        OrganisationAct.CheckNumbers a => With(state, by, ManageSettings, () => CheckNumbers(state, a, by, now)),
        OrganisationAct.LockOut a => Done([new OrganisationEvent.LockedOut(a.Person)]),
        _ => throw new InvalidOperationException(act.GetType().Name),
    };

    /// <summary>
    /// Somebody must always be able to let others in: the post that the table names first for managing people is never without a holder.
    /// </summary>
    private Post ManagingPost => procedure.Act(ManagePeople)?.May[0]
        ?? throw new InvalidOperationException("the table names nobody who manages people");

    private static OrganisationDecision Done(IReadOnlyList<OrganisationEvent> events) => new OrganisationDecision.Done(events, "");

    private static OrganisationDecision.Refused Wrong(string field, Text wrong, Text remedy) => new(field, wrong, remedy);

    private OrganisationDecision With(Organisation state, string by, string act, Func<OrganisationDecision> decide)
    {
        if (state.May(procedure, by, act) is not Authority.Allowed allowed)
            return new OrganisationDecision.NotAllowed(act);
        var decision = decide();
        return decision is OrganisationDecision.Done done ? done with { Post = allowed.Post.Id } : decision;
    }

    /// <summary>What concerns a person: oneself, or those who manage people.</summary>
    private OrganisationDecision About(Organisation state, string person, string by, Func<Person, OrganisationDecision> decide)
    {
        if (person == by)
            return Own(state, person, by, decide);
        return With(state, by, ManagePeople, () => state.People.TryGetValue(person, out var found) ? decide(found)
            : new OrganisationDecision.Absent());
    }

    /// <summary>What a person can only do for oneself.</summary>
    private static OrganisationDecision Own(Organisation state, string person, string by, Func<Person, OrganisationDecision> decide) =>
        person == by && state.People.TryGetValue(person, out var found) ? decide(found) : new OrganisationDecision.NotAllowed(ManagePeople);

    private OrganisationDecision Found(Organisation state, OrganisationAct.Found act)
    {
        if (state.Name.Length > 0)
            return Wrong("organisation", new("单位已经设立", "the organisation is founded already"), new("请直接登录", "sign in"));
        if (NameAtFault(act.Name) is { } name)
            return name;
        var profile = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fact, value) in act.Profile)
        {
            if (FactAtFault(fact, value) is { } fault)
                return fault;
            if (value != Unknown)
                profile[fact] = value;
        }
        var posts = procedure.Act(ManagePeople)!.May.Take(act.AllManaging ? int.MaxValue : 1);
        return Done(
        [
            new OrganisationEvent.Founded(act.Name, profile),
            new OrganisationEvent.PersonAdded(act.Person),
            .. posts.Select(p => new OrganisationEvent.PostGiven(act.Person, p.Id, Deputy: false)),
            new OrganisationEvent.PasswordSet(act.Person),
        ]);
    }

    private static OrganisationDecision.Refused? NameAtFault(string name) =>
        name.Trim() == name && name.Length is > 0 and <= LongestName && !name.Any(char.IsControl)
        ? null
        : Wrong("name", new("单位名称为空、过长或首尾有空格", "the name is empty, too long, or has spaces around it"),
            new($"请填写 1 至 {LongestName} 个字的名称", $"write a name of 1 to {LongestName} characters"));

    private OrganisationDecision ChangeProfile(Organisation state, OrganisationAct.ChangeProfile act)
    {
        foreach (var (fact, value) in act.Facts)
            if (FactAtFault(fact, value) is { } fault)
                return fault;
        return Done([.. act.Facts.Where(f => state.Profile.GetValueOrDefault(f.Key, Unknown) != f.Value).OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => new OrganisationEvent.ProfileChanged(f.Key, f.Value))]);
    }

    private OrganisationDecision.Refused? FactAtFault(string id, string value)
    {
        var known = vocabulary.Facts.Where(f => f.OfOrganisation).ToList();
        if (known.Find(f => f.Id == id) is not { } fact)
            return Wrong(id, new("没有这一项单位情况", "no such fact about an organisation"),
                new($"可用：{string.Join("、", known.Select(f => f.Id))}", $"use one of: {string.Join(", ", known.Select(f => f.Id))}"));
        if (value == Unknown)
            return null;
        if (fact.Type == FactType.Text)
            return value.Length is > 0 and <= LongestName && !value.Any(char.IsControl)
                ? null
                : Wrong(id, new("为空或过长", "empty or too long"),
                    new($"请填写 1 至 {LongestName} 个字，或 unknown", $"write 1 to {LongestName} characters, or unknown"));
        return fact.WordIndex(value) >= 0
            ? null
            : Wrong(id, new($"“{value}”不在取值之内", $"“{value}” is not one of its values"),
                new($"可用：{string.Join("、", fact.Words.Select(w => w.Zh))}、unknown",
                    $"use one of: {string.Join(", ", fact.Words.Select(w => w.Zh))}, unknown"));
    }

    private OrganisationDecision ChangeSetting(Organisation state, OrganisationAct.ChangeSetting act)
    {
        // The channel or the policy itself stands in its own table, with its secrets; here stands that it was changed, by whom, and to what, as a hash.
        if (act.Setting == Organisation.NoticePolicySetting || act.Setting.StartsWith(Organisation.ChannelSetting, StringComparison.Ordinal))
            return Done([new OrganisationEvent.SettingChanged(act.Setting, act.Value)]);
        if (act.Setting == Organisation.ActsAsSetting)
            return ChangeActsAs(state, act.Value);
        if (act.Setting != Organisation.RatifyHoursSetting)
            return Wrong(act.Setting, new("没有这一项设置", "no such setting"),
                new($"可用：{Organisation.RatifyHoursSetting}、{Organisation.ActsAsSetting}", $"use: {Organisation.RatifyHoursSetting}, {Organisation.ActsAsSetting}"));
        if (!int.TryParse(act.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours is < 1 or > MostRatifyHours)
            return Wrong(act.Setting, new("不是小时数", "not a number of hours"),
                new($"请填写 1 至 {MostRatifyHours} 的整数", $"write a whole number from 1 to {MostRatifyHours}"));
        return Done(state.RatifyHours() == hours ? Nothing
            : [new OrganisationEvent.SettingChanged(act.Setting, hours.ToString(CultureInfo.InvariantCulture))]);
    }

    private OrganisationDecision ChangeActsAs(Organisation state, string body)
    {
        var issuers = library.WarningIssuers;
        if (body.Length > 0 && !issuers.Contains(body))
            return Wrong(Organisation.ActsAsSetting, new($"“{body}”不是预案中的预警发布机关", $"no plan lets “{body}” issue warnings"),
                new($"可用：{string.Join("、", issuers)}，不是发布机关的留空", $"use one of: {string.Join(", ", issuers)}; empty for an organisation that is none"));
        return Done(state.ActsAs() == body ? Nothing : [new OrganisationEvent.SettingChanged(Organisation.ActsAsSetting, body)]);
    }

    private OrganisationDecision CheckNumbers(Organisation state, OrganisationAct.CheckNumbers act, string by, Instant now)
    {
        var bodies = library.Packs.SelectMany(p => p.Duties).Select(d => d.To.Name.Zh).ToHashSet(StringComparer.Ordinal);
        var events = new List<OrganisationEvent>();
        foreach (var (body, typed) in act.Numbers.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            var number = typed.Trim();
            if (!bodies.Contains(body))
                return Wrong(body, new($"没有一份规定要求向“{body}”报告", $"no instrument asks for a report to “{body}”"),
                    new("名称须与应急联络页上的一致", "write the name as it stands on the page of emergency contacts"));
            if (number.Length > LongestNumber || number.Any(char.IsControl))
                return Wrong(body, new("太长或者含有控制字符", "it is too long or has control characters in it"),
                    new($"请写在一行之内，不超过 {LongestNumber} 个字", $"write it on one line of at most {LongestNumber} characters"));
            if (number.Length > 0)
                events.Add(new OrganisationEvent.NumberChecked(body, number, by, now));
            else if (state.Numbers?.ContainsKey(body) == true)
                events.Add(new OrganisationEvent.NumberRemoved(body));
        }
        return Done(events);
    }

    private OrganisationDecision Leave(Organisation state, string id, Person person)
    {
        foreach (var (post, deputy) in person.Posts)
            if (!deputy && LosesHolder(state, id, post) is { } refused)
                return refused;
        return Done([new OrganisationEvent.PersonLeft(id)]);
    }

    private OrganisationDecision GivePost(Organisation state, OrganisationAct.GivePost act)
    {
        if (!state.People.TryGetValue(act.Person, out var person))
            return new OrganisationDecision.Absent();
        if (procedure.Post(act.Post) is null)
            return Wrong("post", new($"没有岗位 {act.Post}", $"no post {act.Post}"),
                new($"可用：{string.Join("、", procedure.Posts.Select(p => $"{p.Id}（{p.Name.Zh}）"))}",
                    $"use one of: {string.Join(", ", procedure.Posts.Select(p => p.Id))}"));
        var held = person.Posts.TryGetValue(act.Post, out var deputy);
        if (held && deputy == act.Deputy)
            return Done(Nothing);
        if (act.Deputy && held && LosesHolder(state, act.Person, act.Post) is { } refused)
            return refused;
        if (act.Deputy && !state.HoldersOf(act.Post).Any(h => h != act.Person))
            return Wrong("deputy", new("这个岗位没有任职人，不能设代理", "nobody holds this post; there is no one to be a deputy of"),
                new("请先任命任职人", "give the post to somebody first"));
        return Done([new OrganisationEvent.PostGiven(act.Person, act.Post, act.Deputy)]);
    }

    private OrganisationDecision EndPost(Organisation state, OrganisationAct.EndPost act)
    {
        if (!state.People.TryGetValue(act.Person, out var person) || !person.Posts.TryGetValue(act.Post, out var deputy))
            return new OrganisationDecision.Absent();
        if (!deputy && LosesHolder(state, act.Person, act.Post) is { } refused)
            return refused;
        return Done([new OrganisationEvent.PostEnded(act.Person, act.Post)]);
    }

    /// <summary>Why a holder cannot lose a post, or null.</summary>
    private OrganisationDecision.Refused? LosesHolder(Organisation state, string person, string post)
    {
        if (state.HoldersOf(post).Any(h => h != person))
            return null;
        if (post == ManagingPost.Id)
            return Wrong("person", new($"这是最后一位{ManagingPost.Name.Zh}", $"this is the last {ManagingPost.Name.En}"),
                new("请先把这个岗位交给另一个人", "give the post to somebody else first"));
        return state.DeputiesOf(post).Any(d => d != person)
            ? Wrong("post", new($"这是{procedure.Post(post)?.Name.Zh ?? post}唯一的任职人，还有代理",
                $"this is the only holder of {post}, and there are deputies"),
                new("请先任命另一位任职人，或者先结束代理", "give the post to somebody else, or end the deputies, first"))
            : null;
    }

    private OrganisationDecision Confirm(Organisation state, OrganisationAct.ConfirmCitation act, string by, Instant now)
    {
        if (library.Find(act.Pack) is not { } pack || pack.Sources.FirstOrDefault(s => s.Id == act.Source) is not { } source)
            return new OrganisationDecision.Absent();
        if (pack.Hash != act.Hash)
            return Wrong("hash", new("法规包已经更新，与您核对的不是同一版", "the pack has changed since: it is not the one that you compared"),
                new("请打开现在的版本重新核对", "open the present one and compare again"));
        if (source.Check == Check.Verified)
            return Wrong("source", new("这一条已经核对过原文，无需确认", "this citation is verified already"),
                new("请选择标有待核对的条款", "choose one that is marked as to be checked"));
        if (state.Confirms(pack, source.Id) is not null)
            return Wrong("source", new("这一条已经由本单位确认", "this citation is confirmed already"),
                new("结论有变的，先撤回确认", "withdraw the confirmation first, if it was wrong"));
        return SentenceAtFault("against", act.Against,
            new("请写明对照了什么：官方页面或纸质文本、版本、日期", "say what it was compared with: official page or printed text, edition, day"))
            ?? Done([new OrganisationEvent.CitationConfirmed(Organisation.Pinned(pack), source.Id, act.Against.Trim(), by, now)]);
    }

    private OrganisationDecision Withdraw(Organisation state, OrganisationAct.WithdrawConfirmation act)
    {
        if (library.Find(act.Pack) is not { } pack || state.Confirms(pack, act.Source) is null)
            return new OrganisationDecision.Absent();
        return SentenceAtFault("reason", act.Reason, new("请写明为什么撤回", "say why it is withdrawn"))
            ?? Done([new OrganisationEvent.CitationWithdrawn(Organisation.Pinned(pack), act.Source, act.Reason.Trim())]);
    }

    private static OrganisationDecision? SentenceAtFault(string field, string said, Text remedy)
    {
        if (said.Trim().Length == 0)
            return Wrong(field, new("没有填写", "it is missing"), remedy);
        return said.Length > LongestComparison || said.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            ? Wrong(field, new("太长或者含有控制字符", "it is too long or has control characters in it"),
                new($"请不超过 {LongestComparison} 个字", $"at most {LongestComparison} characters"))
            : null;
    }

    private static OrganisationDecision MakeToken(OrganisationAct.MakeToken act, Person person, Instant now)
    {
        if (act.Scopes.Count == 0 || act.Scopes.Distinct().Count() != act.Scopes.Count || act.Scopes.Any(s => !Scopes.Contains(s)))
            return Wrong("scopes", new("权限范围有误", "the scopes are wrong"),
                new($"可用（至少一项，各一次）：{string.Join("、", Scopes)}", $"at least one, each once, of: {string.Join(", ", Scopes)}"));
        if (act.Until <= now || act.Until > now.Plus(LongestTokenDays * Day))
            return Wrong("until", new("有效期已过或太长", "the end is past or too far away"),
                new($"请填写 {LongestTokenDays} 天以内的时刻", $"write an instant within {LongestTokenDays} days"));
        if (person.Tokens.Count >= MostTokens)
            return Wrong("token", new($"令牌已有 {MostTokens} 个", $"there are {MostTokens} tokens already"),
                new("请先停用不用的令牌", "end those that are not used first"));
        return Done([new OrganisationEvent.TokenMade(act.Token, act.Person, act.Scopes, act.Until)]);
    }
}
