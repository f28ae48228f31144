using System.Text;
using Fengsui.Law.Calendar;
using Fengsui.Response.Risks;
using Xunit;

namespace Fengsui.Response.Tests.Risks;

/// <summary>Reads inputs as they would come in at 02:45 on the night of the example.</summary>
internal static class Reading
{
    public static Instant Now { get; } = At("2026-03-02T02:45:00+08:00");

    public static Origin Origin { get; } = new(Now, "203.0.113.9");

    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    public static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new ArgumentException(text);

    public static List<Received> All(RiskFormat format, string text) => All(format, Encoding.UTF8.GetBytes(text));

    public static List<Received> All(RiskFormat format, byte[] bytes) => [.. RiskReader.Read(format, new MemoryStream(bytes), Origin)];

    public static RiskReport One(RiskFormat format, string text) => Report(Assert.Single(All(format, text)));

    public static RiskReport One(RiskFormat format, byte[] bytes) => Report(Assert.Single(All(format, bytes)));

    public static Received.Unread Unread(RiskFormat format, string text) => Assert.IsType<Received.Unread>(Assert.Single(All(format, text)));

    public static RiskReport Report(Received received) =>
        received is Received.Read { Report: var report } ? report : throw new InvalidOperationException(((Received.Unread)received).Reason.En);

    public static string[] Indicators(RiskReport report) => [.. report.Indicators.Select(i => $"{i.Type}:{i.Value}")];
}
