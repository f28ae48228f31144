using Fengsui.Law;

namespace Fengsui.Response.Risks.Formats;

/// <summary>Reads inputs of which each line is an item. A line that is too long is passed over to its end and told.</summary>
public static class LineText
{
    /// <summary>Reads every line of CEF or syslog; blank lines are passed over, and counted.</summary>
    public static IEnumerable<Received> Read(Stream input, Origin origin)
    {
        var number = 0L;
        foreach (var line in Lines(input, RiskLimits.Line))
        {
            number++;
            if (line is null)
            {
                yield return new Received.Unread(RiskFormat.Syslog, number,
                    new($"这一行超过 {RiskLimits.Line} 字节", $"the line is longer than {RiskLimits.Line} bytes"), "", Said.Hash(""));
            }
            else if (!IsBlank(line))
            {
                yield return Syslog.Read(line, number, origin);
            }
        }
    }

    /// <summary>Every line without its end; null for one that is too long.</summary>
    internal static IEnumerable<byte[]?> Lines(Stream input, int most)
    {
        var buffer = new byte[64 * 1024];
        var line = new List<byte>();
        var tooLong = false;
        int read;
        while ((read = input.Read(buffer)) > 0)
        {
            for (var from = 0; from < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', from, read - from);
                var until = end < 0 ? read : end;
                tooLong |= line.Count + until - from > most;
                if (!tooLong)
                    line.AddRange(new ArraySegment<byte>(buffer, from, until - from));
                from = until + 1;
                if (end < 0)
                    break;
                yield return tooLong ? null : line.ToArray();
                line.Clear();
                tooLong = false;
            }
        }

        if (tooLong || line.Count > 0)
            yield return tooLong ? null : line.ToArray();
    }

    private static bool IsBlank(byte[] line) => Array.TrueForAll(line, b => b is (byte)' ' or (byte)'\r' or (byte)'\t');
}
