using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fengsui.Response.Incidents.Acts;

namespace Fengsui.Response.Incidents;

/// <summary>The acts by name, with the shape in which a program sends them.</summary>
public static class ActNames
{
    private static readonly SortedDictionary<string, JsonTypeInfo> ByName = new(StringComparer.Ordinal)
    {
        ["open"] = ActJson.Sent.OpenIncident,
        ["assert-fact"] = ActJson.Sent.AssertFacts,
        ["state-time"] = ActJson.Sent.StateTimes,
        ["correct-time"] = ActJson.Sent.CorrectTime,
        ["classify"] = ActJson.Sent.Classify,
        ["judge-level"] = ActJson.Sent.JudgeLevel,
        ["record-determination"] = ActJson.Sent.RecordDetermination,
        ["first-handling"] = ActJson.Sent.HandleFirst,
        ["start-response"] = ActJson.Sent.StartResponse,
        ["adjust-response"] = ActJson.Sent.AdjustResponse,
        ["end-response"] = ActJson.Sent.EndResponse,
        ["do-measure"] = ActJson.Sent.DoMeasure,
        ["set-task"] = ActJson.Sent.SetTask,
        ["finish-task"] = ActJson.Sent.FinishTask,
        ["add-note"] = ActJson.Sent.AddNote,
        ["take-evidence"] = ActJson.Sent.TakeEvidence,
        ["hand-over-evidence"] = ActJson.Sent.HandOverEvidence,
        ["add-indicators"] = ActJson.Sent.AddIndicators,
        ["report"] = ActJson.Sent.MakeReport,
        ["write-paper"] = ActJson.Sent.WritePaper,
        ["record-receipt"] = ActJson.Sent.RecordReceipt,
        ["correct-report"] = ActJson.Sent.CorrectReport,
        ["decide-not-to-report"] = ActJson.Sent.DecideNotToReport,
        ["release-duty"] = ActJson.Sent.ReleaseDuty,
        ["watch-opinion"] = ActJson.Sent.WatchOpinion,
        ["notify-users"] = ActJson.Sent.NotifyUsers,
        ["end-handling"] = ActJson.Sent.EndHandling,
        ["investigate"] = ActJson.Sent.Investigate,
        ["sum-up"] = ActJson.Sent.SumUp,
        ["archive"] = ActJson.Sent.ArchiveIncident,
        ["dismiss"] = ActJson.Sent.Dismiss,
        ["reopen"] = ActJson.Sent.Reopen,
        ["link"] = ActJson.Sent.LinkIncident,
        ["merge"] = ActJson.Sent.MergeIncident,
        ["secrecy-stop"] = ActJson.Sent.StopForSecrecy,
        ["ratify"] = ActJson.Sent.Ratify,
    };

    /// <summary>Every act with its shape.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> All => ByName;

    /// <summary>The shapes of the acts, for whoever describes them.</summary>
    public static IJsonTypeInfoResolver Shapes => ActJson.Sent;

    /// <summary>Reads an act.</summary>
    /// <exception cref="JsonException">It is not JSON, or does not have this shape; the path tells where.</exception>
    public static Act Read(string name, ReadOnlySpan<byte> body) => (Act)(JsonSerializer.Deserialize(body, ByName[name]) ?? throw new JsonException("null is no act"));
}

/// <summary>How acts are sent: snake_case, nothing unknown, no comments, no key twice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    Converters = [typeof(InstantConverter), typeof(LevelConverter)])]
[JsonSerializable(typeof(OpenIncident))]
[JsonSerializable(typeof(AssertFacts))]
[JsonSerializable(typeof(StateTimes))]
[JsonSerializable(typeof(CorrectTime))]
[JsonSerializable(typeof(Classify))]
[JsonSerializable(typeof(JudgeLevel))]
[JsonSerializable(typeof(RecordDetermination))]
[JsonSerializable(typeof(HandleFirst))]
[JsonSerializable(typeof(StartResponse))]
[JsonSerializable(typeof(AdjustResponse))]
[JsonSerializable(typeof(EndResponse))]
[JsonSerializable(typeof(DoMeasure))]
[JsonSerializable(typeof(SetTask))]
[JsonSerializable(typeof(FinishTask))]
[JsonSerializable(typeof(AddNote))]
[JsonSerializable(typeof(TakeEvidence))]
[JsonSerializable(typeof(HandOverEvidence))]
[JsonSerializable(typeof(AddIndicators))]
[JsonSerializable(typeof(MakeReport))]
[JsonSerializable(typeof(WritePaper))]
[JsonSerializable(typeof(RecordReceipt))]
[JsonSerializable(typeof(CorrectReport))]
[JsonSerializable(typeof(DecideNotToReport))]
[JsonSerializable(typeof(ReleaseDuty))]
[JsonSerializable(typeof(WatchOpinion))]
[JsonSerializable(typeof(NotifyUsers))]
[JsonSerializable(typeof(EndHandling))]
[JsonSerializable(typeof(Investigate))]
[JsonSerializable(typeof(SumUp))]
[JsonSerializable(typeof(ArchiveIncident))]
[JsonSerializable(typeof(Dismiss))]
[JsonSerializable(typeof(Reopen))]
[JsonSerializable(typeof(LinkIncident))]
[JsonSerializable(typeof(MergeIncident))]
[JsonSerializable(typeof(StopForSecrecy))]
[JsonSerializable(typeof(Ratify))]
internal sealed partial class ActJson : JsonSerializerContext
{
    /// <summary>The one set of options.</summary>
    public static ActJson Sent => Encoding.Sent;

    private static class Encoding
    {
        public static readonly ActJson Sent = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
