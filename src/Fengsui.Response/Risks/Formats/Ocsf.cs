using System.Text;
using System.Text.Json;

namespace Fengsui.Response.Risks.Formats;

/// <summary>Reads OCSF events: one, an array of them, or one a line.</summary>
public static class Ocsf
{
    private static readonly int?[] Scale = [null, 1, 3, 5, 7, 9, 10];

    /// <summary>Reads every event.</summary>
    public static IEnumerable<Received> Read(Stream input, Origin origin) =>
        JsonItems.Read(input, RiskFormat.Ocsf, (piece, line) => One(piece, line, origin));

    private static Received One(JsonElement said, long line, Origin origin)
    {
        var raw = said.GetRawText();
        if (said.Whole("class_uid") is not { } uid)
        {
            return new Received.Unread(RiskFormat.Ocsf, line, new("没有 class_uid，不是 OCSF 事件", "it has no class_uid: no OCSF event"),
                Said.Line(raw, RiskLimits.Excerpt), Said.Hash(raw));
        }

        var metadata = said.At("metadata");
        var product = string.Join(' ', new[] { metadata.At("product").Text("vendor_name"), metadata.At("product").Text("name") }.Where(p =>
            p is not null).Distinct());
        var host = said.At("device").Text("hostname") ?? said.At("dst_endpoint").Text("hostname") ?? said.At("cloud").Text("provider");
        var source = (product.Length > 0 ? product : origin.Source) + (host is null ? "" : $" @ {host}");
        var level = said.Whole("severity_id");
        return new Received.Read(new()
        {
            Format = RiskFormat.Ocsf,
            Source = Said.Line(source, RiskLimits.Name),
            Kind = "alert",
            Signature = Said.Line(said.At("finding_info").Text("uid") is null ? $"{uid} {said.Text("type_uid") ?? said.Text("activity_id")}"
                : $"{uid} {said.At("finding_info").Text("title")}", RiskLimits.Name),
            Title = TitleOf(said),
            Description = Said.Lines(said.At("finding_info").Text("desc") ?? said.At("finding").Text("desc") ?? said.Text("message"),
                RiskLimits.Description),
            Seen = said.Whole("time") is { } time ? Times.OfUnix(time) ?? origin.At : Times.Parse(said.Text("time_dt")) ?? origin.At,
            Severity = level is >= 0 and <= 6 ? Scale[level.Value] : null,
            SaidSeverity = Said.Line(said.Text("severity"), 40) is { Length: > 0 } word ? word : null,
            Indicators = Indicators(said),
            References = [.. new[] { metadata.Text("uid"), said.At("finding").Text("src_url") }.OfType<string>().Select(r =>
                Said.Line(r, RiskLimits.Value))],
            Raw = raw,
            RawHash = Said.Hash(raw),
        });
    }

    private static string TitleOf(JsonElement said)
    {
        var title = said.At("finding_info").Text("title") ?? said.At("finding").Text("title") ?? said.Each("malware").Select(m =>
            m.Text("name")).FirstOrDefault();
        var kind = said.Text("type_name") ?? said.Text("class_name");
        var line = string.Join('：', new[] { kind, title ?? said.Text("message") }.OfType<string>());
        return Said.Line(line, RiskLimits.Title) is { Length: > 0 } kept ? kept : $"OCSF {said.Text("class_uid")}";
    }

    private static IReadOnlyList<Incidents.Indicator> Indicators(JsonElement said)
    {
        var found = new Findings();
        foreach (var observable in said.Each("observables"))
            found.Guess(observable.Text("value"), observable.Text("name"));
        foreach (var side in (ReadOnlySpan<string>)["src_endpoint", "dst_endpoint"])
        {
            found.Add("ip", said.At(side).Text("ip"), side);
            found.Add("domain", said.At(side).Text("domain"), side);
        }

        found.Add("url", said.At("http_request", "url").Text("url_string"), "http_request");
        found.Add("url", said.At("url").Text("url_string"), "url");
        foreach (var hash in said.At("file").Each("hashes").Concat(said.At("process", "file").Each("hashes")))
            found.AddHash(hash.Text("value"), said.At("file").Text("name"));
        foreach (var malware in said.Each("malware"))
            found.Add("other", malware.Text("uid"), malware.Text("name"));
        return found.All;
    }
}

/// <summary>Walks an input that is one JSON object, an array of them, or one a line.</summary>
internal static class JsonItems
{
    /// <summary>Reads every object.</summary>
    /// <param name="input">The input.</param>
    /// <param name="format">What it is taken for.</param>
    /// <param name="read">Reads one of them, with its line.</param>
    public static IEnumerable<Received> Read(Stream input, RiskFormat format, Func<JsonElement, long, Received> read)
    {
        var first = FirstByte(input);
        return first == '[' ? Array(input, format, read) : Documents(input, format, read);
    }

    private static int FirstByte(Stream input)
    {
        int said;
        do
            said = input.ReadByte();
        while (said is ' ' or '\n' or '\r' or '\t' or 0xEF or 0xBB or 0xBF);
        input.Position = 0;
        return said;
    }

    private static IEnumerable<Received> Array(Stream input, RiskFormat format, Func<JsonElement, long, Received> read)
    {
        var pieces = new JsonPieces(input);
        var end = false;
        var begun = false;
        while (!end)
        {
            Received? said = null;
            try
            {
                begun = begun || pieces.Read();
                end = !pieces.ReadValue(out var piece);
                said = end ? null : piece is null ? JsonPiece.TooLarge(format, pieces.Line) : One(piece, pieces.Line, read);
            }
            catch (JsonException e)
            {
                (said, end) = (JsonPiece.Broken(format, pieces.Line, e), true);
            }

            if (said is not null)
                yield return said;
        }
    }

    /// <summary>A document over several lines is one; else every line is one, and a broken line costs only itself.</summary>
    private static IEnumerable<Received> Documents(Stream input, RiskFormat format, Func<JsonElement, long, Received> read)
    {
        if (input.Length <= RiskLimits.Piece && Whole(input, read) is { } one)
        {
            yield return one;
            yield break;
        }

        input.Position = 0;
        var number = 0L;
        foreach (var line in LineText.Lines(input, RiskLimits.Piece))
        {
            number++;
            if (line is null)
                yield return JsonPiece.TooLarge(format, number);
            else if (line.AsSpan().ContainsAnyExcept((byte)' ', (byte)'\r', (byte)'\t'))
                yield return Line(line, number, format, read);
        }
    }

    private static Received? Whole(Stream input, Func<JsonElement, long, Received> read)
    {
        try
        {
            var bytes = new byte[input.Length];
            input.ReadExactly(bytes);
            using var document = JsonPiece.Parse(JsonPiece.Mended(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes));
            return read(document.RootElement, 1);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Received Line(byte[] line, long number, RiskFormat format, Func<JsonElement, long, Received> read)
    {
        try
        {
            return One(line, number, read);
        }
        catch (JsonException e)
        {
            return new Received.Unread(format, number, JsonPiece.Reason(e),
                Said.Line(Encoding.UTF8.GetString(line.AsSpan(0, Math.Min(line.Length, 2000))), RiskLimits.Excerpt), Said.Hash(line));
        }
    }

    private static Received One(byte[] piece, long line, Func<JsonElement, long, Received> read)
    {
        using var document = JsonPiece.Parse(JsonPiece.Mended(piece));
        return read(document.RootElement, line);
    }
}
