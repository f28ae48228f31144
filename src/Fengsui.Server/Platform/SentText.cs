using System.Text;
using System.Text.Unicode;
using Fengsui.Law;

namespace Fengsui.Server.Platform;

/// <summary>Files that people send, as text: UTF-8, else GB 18030, in which older programs and spreadsheets in China save by themselves.</summary>
internal static class SentText
{
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>What is wrong with bytes that are neither.</summary>
    public static Text Wrong { get; } = new("编码既不是 UTF-8 也不是 GBK", "encoded neither in UTF-8 nor in GBK");

    /// <summary>What would be right.</summary>
    public static Text Remedy { get; } = new("请另存为 UTF-8", "save it as UTF-8");

    /// <summary>The text; null when it is neither.</summary>
    public static async Task<string?> Read(Stream from, CancellationToken ct)
    {
        using var sent = new MemoryStream();
        await from.CopyToAsync(sent, ct);
        var bytes = sent.GetBuffer().AsMemory(0, (int)sent.Length);
        if (Utf8.IsValid(bytes.Span))
            return Encoding.UTF8.GetString(bytes.Span);
        try
        {
            return Chinese.GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
