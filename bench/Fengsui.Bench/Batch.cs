using System.Buffers;
using System.Globalization;
using System.Text;
using Fengsui.Law;
using Fengsui.Law.Answers;
using Fengsui.Law.Facts;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Bench;

/// <summary>A line of JSON in, the whole answer as a line of JSON out: what <c>assess --batch</c> does, without the files.</summary>
internal static class Batch
{
    private const int FlushAt = 1 << 15;

    public static int Run()
    {
        var library = Library.Load(Incidents.PacksFolder);
        var mix = Incidents.Mix(library);
        byte[][] lines = [.. mix.Select(i => Encoding.UTF8.GetBytes(i.Json))];
        var output = new ArrayBufferWriter<byte>(1 << 16);
        long written = lines.Sum(l => Answer(l, library, output));

        var figures = Series.Of(lines, l => Answer(l, library, output));
        var reading = Series.Of(lines, l => Read(l, library).Values.Length);
        Console.WriteLine(Figures.Head);
        Console.WriteLine(figures.Row("**batch**: JSON line → read → assess → JSON line"));
        Console.WriteLine(reading.Row("of that, reading the line"));
        Console.WriteLine();
        double perLineIn = lines.Average(l => l.Length + 1.0), perLineOut = (double)written / lines.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{figures.PerSecond:N0} incidents a second; {MegaBytes(perLineIn * figures.PerSecond)} MB/s in ({perLineIn:N0} B a line), {MegaBytes(perLineOut * figures.PerSecond)} MB/s out ({perLineOut:N0} B a line)."));
        return 0;
    }

    private static string MegaBytes(double bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);

    private static Incident Read(byte[] line, Library library) => IncidentFile.Read(InputText.ReadJsonLine("batch", 1, line), library.Vocabulary);

    private static long Answer(byte[] line, Library library, ArrayBufferWriter<byte> output)
    {
        if (output.WrittenCount >= FlushAt)
            output.ResetWrittenCount();
        var before = output.WrittenCount;
        var incident = Read(line, library);
        var day = incident.DiscoveredOn ?? Incidents.Day;
        AnswerJson.Write(output, library.On(day).Assess(incident, day), Language.Zh);
        output.Write("\n"u8);
        return output.WrittenCount - before;
    }
}
