using Fengsui.Response.Risks;

namespace Fengsui.Server.Features.Intake;

/// <summary>A body that can be read from its beginning again: a small one in memory, a large one in a file that goes with the request.</summary>
internal static class Spool
{
    private const int InMemory = 1 << 20;

    /// <summary>Reads a body to its end.</summary>
    /// <returns>Null when it is larger than allowed.</returns>
    public static async Task<Stream?> Read(Stream body, long most, CancellationToken cancel)
    {
        Stream kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancel)) > 0)
        {
            if (kept.Length + read > most)
            {
                await kept.DisposeAsync();
                return null;
            }

            if (kept is MemoryStream && kept.Length + read > InMemory)
                kept = await ToFile(kept, cancel);
            await kept.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        kept.Position = 0;
        return kept;
    }

    private static async Task<Stream> ToFile(Stream memory, CancellationToken cancel)
    {
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        memory.Position = 0;
        await memory.CopyToAsync(file, cancel);
        await memory.DisposeAsync();
        return file;
    }

    /// <summary>How large an input of a form may be.</summary>
    public static long Most(RiskFormat format) => format == RiskFormat.Mail ? RiskLimits.Mail : RiskLimits.File;
}
