using System.Text.Json;
using Fengsui.Server.Features.Notices.Channels;
using Fengsui.Server.People;
using Fengsui.Store.Notices;

namespace Fengsui.Server.Features.Notices;

/// <summary>The channels of organisations: what can be read as JSON, what is secret sealed with the key of the installation.</summary>
internal sealed class ChannelBook(NoticeBook book, InstallationKey key, IEnumerable<NoticeChannel> kinds, SharedInstallation installation)
{
    private readonly Dictionary<string, NoticeChannel> _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);

    /// <summary>Every kind of channel that is set up; the one in the app is always there.</summary>
    public IReadOnlyCollection<NoticeChannel> Kinds => _kinds.Values;

    /// <summary>A kind, or null.</summary>
    public NoticeChannel? Kind(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>The channels of an organisation, with their secrets.</summary>
    public async Task<IReadOnlyList<ChannelSettings>> Of(string organisation, CancellationToken ct)
    {
        var inside = await installation.MayReachInside(ct);
        return [.. (await book.Channels(organisation, ct)).Select(row => Open(row) with { MayReachInside = inside })];
    }

    /// <summary>A channel as it is stored.</summary>
    public ChannelRow Seal(ChannelSettings settings, long now)
    {
        var secret = _kinds[settings.Kind].Fields.Where(f => f.Secret).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var open = settings.Values.Where(v => v.Value.Length > 0 && !secret.Contains(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal);
        var hidden = settings.Values.Where(v => v.Value.Length > 0 && secret.Contains(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal);
        return new(settings.Organisation, settings.Id, settings.Kind, Write(open), key.Seal(Write(hidden), PurposeOf(settings.Organisation, settings.Id)), now);
    }

    // A node without the key sees the channel, and sends nothing through it.
    private ChannelSettings Open(ChannelRow row)
    {
        var values = Read(row.Settings);
        foreach (var (name, value) in Read(key.Unseal(row.Secrets, PurposeOf(row.Organisation, row.Id)) ?? "{}"))
            values[name] = value;
        return new(row.Organisation, row.Id, row.Kind, values);
    }

    private static string PurposeOf(string organisation, string id) => $"channel\n{organisation}\n{id}";

    private static string Write(IEnumerable<KeyValuePair<string, string>> values) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(values.ToDictionary(v => v.Key, v => v.Value), StringComparer.Ordinal));

    private static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
}
