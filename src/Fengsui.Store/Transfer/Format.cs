using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fengsui.Store;

/// <summary>The names of the export format (docs/record.md).</summary>
internal static class Format
{
    public const string Name = "fengsui-record";
    public const int Version = 1;

    // The same text gives the same bytes; nothing is escaped that need not be.
    public static JsonWriterOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlySpan<byte> End => "{\"end\":"u8;
}
