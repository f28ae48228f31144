using System.Text.Json;
using Fengsui.Law.Grading;
using Fengsui.Response.Warnings;
using Fengsui.Server.Features.Incidents;

namespace Fengsui.Server.Features.Warnings;

/// <summary>Warnings as programs read them.</summary>
internal static class WarningAnswer
{
    /// <summary>What an act is answered with: what was written, and how the warning stands. Lines that name thousands of units are counted, not repeated.</summary>
    public static string Write(string warning, long before, WarningDecision.Done done) => Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("warning", warning);
        json.WriteNumber("version", before + done.Lines.Count);
        json.WriteString("phase", done.After.Phase.Word());
        json.WriteStartArray("lines");
        for (var i = 0; i < done.Lines.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("seq", before + i + 1);
            json.WriteString("type", done.Lines[i].Type);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>A warning in full; its long lists have addresses of their own.</summary>
    public static string Write(StandingWarning standing) => Json.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("warning", standing.Id);
        json.WriteNumber("version", standing.Version);
        json.WriteString("level", standing.State.Says().Level?.Word());
        json.WriteRaw("state", WarningKind.Write(standing.State));
        if (standing.State.Present() is { } present)
        {
            json.WriteNumber("not_received", present.NotReceived());
            json.WriteNumber("received_and_silent", present.Silent());
        }
        json.WriteEndObject();
    });
}
