using System.Text.Json;
using Fengsui.Law.Calendar;
using Fengsui.Response.Record;

namespace Fengsui.Store.Tests;

/// <summary>The smallest kind of matter that makes every sort of row: it counts.</summary>
public sealed class Counter(string name = "counter") : MatterKind
{
    public static Counter Kind { get; } = new();

    public override string Name => name;

    public override Folded Fold(IEnumerable<NewEntry> lines)
    {
        var (title, text, total, phase, level, open) = ("", "", 0L, "发现", 0, true);
        var (opened, asked) = (default(Instant?), default(Instant?));
        var clocks = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            opened ??= line.RecordedAt;
            using var json = JsonDocument.Parse(line.Body.Text);
            var body = json.RootElement;
            switch (line.Type)
            {
                case "opened":
                    (title, text) = (body.GetProperty("title").GetString()!, body.GetProperty("title").GetString()!);
                    break;
                case "added":
                    total += body.GetProperty("n").GetInt64();
                    break;
                case "graded":
                    (phase, level) = (body.GetProperty("phase").GetString()!, body.GetProperty("level").GetInt32());
                    break;
                case "due":
                    clocks[body.GetProperty("key").GetString()!] = body.GetProperty("at").GetInt64();
                    break;
                case "met":
                    clocks.Remove(body.GetProperty("key").GetString()!);
                    break;
                case "asked":
                    asked = line.DoneAt;
                    break;
                case "closed":
                    open = false;
                    break;
                case "listed" or "told":
                    break;
                default:
                    throw new RecordException($"unknown {line.Type}");
            }
        }
        var state = new Snapshot(
            $"{{\"total\":{total}}}", title, phase, level, opened ?? default,
            clocks.Count == 0 ? null : new Instant(clocks.Values.Min()), open, text) { WordSince = asked };
        return new(state, [.. clocks.Select(c => new PendingClock(c.Key, new Instant(c.Value)))]);
    }

    public override IReadOnlyList<Item> Items(NewEntry line) => line.Type == "listed"
        ? [.. Strings(line.Body.Text, "keys").Select(k => new Item("indicators", k, $"{{\"value\":\"{k}\"}}"))]
        : [];

    public override IReadOnlyList<Message> Messages(NewEntry line) => line.Type == "told"
        ? [.. Strings(line.Body.Text, "to").Select(t => new Message("mail", $"{{\"to\":\"{t}\"}}"))]
        : [];

    private static IEnumerable<string> Strings(string body, string key)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty(key).EnumerateArray().Select(e => e.GetString()!)];
    }
}

/// <summary>Lines of a <see cref="Counter"/>.</summary>
internal static class Lines
{
    public const long Morning = 1_772_413_200;

    public static NewEntry Opened(string title, long at = Morning) => Line("opened", $"{{\"title\":\"{title}\"}}", at);

    public static NewEntry Added(long n, long at = Morning) => Line("added", $"{{\"n\":{n}}}", at);

    public static NewEntry Graded(string phase, int level, long at = Morning) => Line("graded", $"{{\"phase\":\"{phase}\",\"level\":{level}}}", at);

    public static NewEntry Due(string key, long due, long at = Morning) => Line("due", $"{{\"key\":\"{key}\",\"at\":{due}}}", at);

    public static NewEntry Asked(long at) => Line("asked", "{}", at);

    public static NewEntry Met(string key, long at = Morning) => Line("met", $"{{\"key\":\"{key}\"}}", at);

    public static NewEntry Listed(params string[] keys) =>
        Line("listed", $"{{\"keys\":[{string.Join(',', keys.Select(k => $"\"{k}\""))}]}}", Morning);

    public static NewEntry Told(params string[] to) => Line("told", $"{{\"to\":[{string.Join(',', to.Select(k => $"\"{k}\""))}]}}", Morning);

    public static NewEntry Closed(long at = Morning) => Line("closed", "{}", at);

    private static NewEntry Line(string type, string body, long at) => new(type, 1, new Instant(at - 60), new Instant(at), "person-1", "值班员", body);
}
