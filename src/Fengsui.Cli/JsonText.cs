using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fengsui.Cli;

/// <summary>How the command line writes JSON: Chinese characters as they are.</summary>
internal static class JsonText
{
    public static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
