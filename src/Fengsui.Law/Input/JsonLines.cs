namespace Fengsui.Law.Input;

/// <summary>One line of a file of JSON lines, or the error in its place.</summary>
/// <param name="Number">Counted from 1, blank lines included.</param>
/// <param name="Read">Reads the line; throws <see cref="InputException"/> when it is bad.</param>
public readonly record struct JsonLine(int Number, Func<Node> Read);

/// <summary>Splits a stream into lines without ever holding more than one of them: a batch may be of any length.</summary>
public static class JsonLines
{
    /// <summary>The lines that are not blank.</summary>
    public static IEnumerable<JsonLine> Of(string file, Stream stream)
    {
        var buffer = new byte[InputText.MaxBytes + 2];
        var filled = 0;
        var number = 0;
        var skipping = false;
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                number++;
                if (!skipping && Line(file, number, buffer.AsMemory(start, length)) is { } line)
                    yield return line;
                skipping = false;
                start += length + 1;
            }

            var rest = filled - start;
            if (read == 0)
            {
                if (rest > 0 && !skipping && Line(file, number + 1, buffer.AsMemory(start, rest)) is { } last)
                    yield return last;
                yield break;
            }

            buffer.AsSpan(start, rest).CopyTo(buffer);
            filled = rest;
            if (filled < buffer.Length)
                continue;
            // A line longer than any input may be: one error in its place, then on to its end.
            if (!skipping)
                yield return TooLong(file, number + 1);
            skipping = true;
            filled = 0;
        }
    }

    private static JsonLine? Line(string file, int number, ReadOnlyMemory<byte> bytes)
    {
        var trimmed = bytes.Span.TrimEnd(" \t\r"u8);
        return trimmed.IsEmpty || trimmed.TrimStart(" \t\r"u8).IsEmpty ? null : new(number, () => InputText.ReadJsonLine(file, number, bytes.Span));
    }

    private static JsonLine TooLong(string file, int number) =>
        new(number, () => throw InputText.Whole(file, new("这一行超过 1 MiB", "this line is larger than 1 MiB"), new("每行一个事件", "one incident a line"), number));
}
