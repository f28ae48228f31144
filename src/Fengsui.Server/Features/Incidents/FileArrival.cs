using System.Security.Cryptography;
using Fengsui.Response.Incidents.Acts;
using Fengsui.Server.People;
using Fengsui.Store;

namespace Fengsui.Server.Features.Incidents;

/// <summary>A file on its way in.</summary>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="Name">Its name, as the sender said.</param>
/// <param name="Media">Its media type, as the sender said.</param>
internal sealed record ArrivingFile(string Incident, string Name, string Media);

/// <summary>Takes files in, from programs and from pages alike: hashed and sealed as they arrive, then recorded.</summary>
internal static class FileArrival
{
    /// <summary>The largest file, in bytes.</summary>
    public const long Largest = 512L << 20;

    private const int LongestName = 200;

    /// <summary>Takes one file in.</summary>
    /// <returns>What was kept and what became of the act; or what is wrong with the file.</returns>
    public static async Task<(Attachment? Attachment, Acted? Acted, Problem? Wrong)> Take(
        ArrivingFile file, Stream content, RecordStore store, IncidentDesk desk, Caller caller, CancellationToken ct)
    {
        if (file.Name.Length is 0 or > LongestName || file.Name.Any(c => char.IsControl(c) || c is '/' or '\\'))
            return (null, null, Problem.Field("name", new("没有文件名，或文件名不合格", "no file name, or not a good one"),
                new($"?name=日志.txt，不含斜杠，最多 {LongestName} 字", $"?name=log.txt, without slashes, at most {LongestName} characters")));
        var id = "a-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        Attachment attachment;
        try
        {
            var arriving = new NewAttachment(id, caller.Organisation, file.Incident, file.Media, file.Name, desk.Now.UnixSeconds, caller.Person);
            attachment = await store.Attachments.Put(arriving, content, Largest, ct);
        }
        catch (StoreException e)
        {
            var remedy = new Fengsui.Law.Text("请拆分，或只登记散列", "split it, or record its hash only");
            return (null, null, Problem.Field("body", e.Said, remedy) with { Status = 413 });
        }

        var act = new AttachFile { Attachment = id, Size = attachment.Size, Sha256 = attachment.PlainHash };
        var acted = await desk.Do(caller, file.Incident, act, new(null, null), ct);
        // What the record does not know of must not stay readable.
        if (acted is not Acted.Done)
            await store.Attachments.EraseKey(caller.Organisation, id, CancellationToken.None);
        return (attachment, acted, null);
    }
}
