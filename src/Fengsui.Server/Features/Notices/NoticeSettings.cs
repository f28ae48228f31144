using System.Security.Cryptography;
using System.Text;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;
using Fengsui.Response.Notices;
using Fengsui.Response.Organisations;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store;
using Fengsui.Store.Notices;

namespace Fengsui.Server.Features.Notices;

/// <summary>Changes the channels and the policy of the caller's organisation, the same for pages and programs.</summary>
internal sealed class NoticeSettings(Caller caller, Decisions decisions, ChannelBook channels, NoticeBook book, NoticeWorld world, Library library,
    SharedInstallation installation)
{
    private const int LongestId = 40;
    private const int LongestPolicy = 64 * 1024;
    private const int Most = 30;

    /// <summary>Makes or changes a channel. A secret that is left empty stays as it was.</summary>
    public async Task<Problem?> SaveChannel(string id, string kind, IReadOnlyDictionary<string, string> given, CancellationToken ct)
    {
        if (id.Length is 0 or > LongestId || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || id == NoticeDirectory.App)
            return Problem.Field("id", new("编号写法有误", "the id is not written as it should be"), NoticeWords.IdHint);
        if (channels.Kind(kind) is not { } channel)
            return Problem.Field("kind", new("没有这类渠道", "no such kind of channel"),
                new($"可用：{string.Join("、", channels.Kinds.Select(k => k.Kind))}", $"use: {string.Join(", ", channels.Kinds.Select(k => k.Kind))}"));
        var all = await channels.Of(caller.Organisation, ct);
        var before = all.FirstOrDefault(c => c.Id == id);
        if (before is null && all.Count >= Most)
            return Problem.Field("id", new($"渠道已有 {Most} 个", $"there are {Most} channels already"), new("先删除不用的", "remove one that is not used"));
        if (before is not null && before.Kind != kind)
            return Problem.Field("kind", new("渠道的类别不能改", "the kind of a channel does not change"), new("另建一个渠道", "make another channel"));
        var values = given.Where(v => v.Value.Length > 0).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        foreach (var secret in channel.Fields.Where(f => f.Secret && !values.ContainsKey(f.Name) && before?[f.Name] is { Length: > 0 }))
            values[secret.Name] = before![secret.Name];
        var settings = new ChannelSettings(caller.Organisation, id, kind, values);
        if (channel.Check(settings) is { } wrong)
            return wrong;
        if (settings.AsksForPrivate && !await installation.MayReachInside(ct))
            return SharedInstallation.Inside;
        var row = channels.Seal(settings, decisions.Now.UnixSeconds);
        var written = await decisions.Do(new OrganisationAct.ChangeSetting(Organisation.ChannelSetting + id, Hash(row.Kind + row.Settings + row.Secrets)),
            (connection, transaction) => NoticeBook.Save(connection, transaction, row), ct);
        world.Forget(caller.Organisation);
        return written;
    }

    /// <summary>Removes a channel.</summary>
    public async Task<Problem?> RemoveChannel(string id, CancellationToken ct)
    {
        if ((await book.Channels(caller.Organisation, ct)).All(c => c.Id != id))
            return Problem.Absent;
        var written = await decisions.Do(new OrganisationAct.ChangeSetting(Organisation.ChannelSetting + id, "removed"),
            (connection, transaction) => NoticeBook.Remove(connection, transaction, caller.Organisation, id), ct);
        world.Forget(caller.Organisation);
        return written;
    }

    /// <summary>Keeps a policy, held against who is there and what the law asks.</summary>
    public async Task<Problem?> SavePolicy(string text, CancellationToken ct)
    {
        if (text.Length is 0 or > LongestPolicy)
            return Problem.Field("policy", new("为空或太长", "empty or too long"), new("写出规则；可从内置规则改起", "write a policy; begin with the built-in one"));
        try
        {
            PolicyReader.Read("policy", text, await Scene(ct));
        }
        catch (InputException e)
        {
            return Problem.Field("policy", new($"第 {e.At.Line} 行第 {e.At.Column} 列 {e.Key}：{e.Wrong.Zh}", $"line {e.At.Line}, column {e.At.Column}, {e.Key}: {e.Wrong.En}"), e.Remedy);
        }
        var row = new PolicyRow(caller.Organisation, text, decisions.Now.UnixSeconds, caller.Person);
        var written = await decisions.Do(new OrganisationAct.ChangeSetting(Organisation.NoticePolicySetting, Hash(text)),
            (connection, transaction) => NoticeBook.Save(connection, transaction, row), ct);
        world.Forget(caller.Organisation);
        return written;
    }

    private async Task<PolicyScene> Scene(CancellationToken ct)
    {
        var there = await world.Directory(caller.Organisation, world.Now, ct);
        // A duty has a row for each time in which it read differently: the shortest counts.
        var duties = library.Packs.SelectMany(p => p.Duties.Select(d => (Key: $"{p.Id}/{d.Id}", Seconds: SecondsOf(d.Limit)))).GroupBy(d => d.Key)
            .ToDictionary(d => d.Key, d => d.Any(r => r.Seconds is null) ? null : d.Min(r => r.Seconds), StringComparer.Ordinal);
        return new([.. library.Procedure.Posts.Select(p => p.Id)], [.. library.Packs.Select(p => p.Id)], duties,
            [.. (await channels.Of(caller.Organisation, ct)).Select(c => c.Id)], target => there.People(target).Count > 0);
    }

    private static long? SecondsOf(Limit limit) => limit switch
    {
        Limit.Elapsed l => l.Seconds,
        Limit.Every l => l.Seconds,
        Limit.CalendarDays l => l.Count * 86_400L,
        Limit.WorkingDays l => l.Count * 86_400L,
        _ => null,
    };

    private static string Hash(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
