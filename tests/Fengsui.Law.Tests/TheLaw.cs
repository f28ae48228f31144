using System.Buffers;
using System.Text;
using System.Text.Json;
using Fengsui.Law.Answers;
using Fengsui.Law.Facts;
using Fengsui.Law.Grading;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Law.Tests;

/// <summary>The packs of the product, read once for all tests, and the ways tests ask them.</summary>
internal static class TheLaw
{
    public static string PacksFolder { get; } = Path.Combine(AppContext.BaseDirectory, "packs");

    public static Library Library { get; } = Library.Load(PacksFolder);

    public static Vocabulary Vocabulary => Library.Vocabulary;

    public static Incident Facts(string yamlOrJson) => IncidentFile.Read(InputText.Read("facts", Encoding.UTF8.GetBytes(yamlOrJson)), Vocabulary);

    public static Assessment Assess(string yamlOrJson, string on = "2026-03-02", params string[] packs)
    {
        var day = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);
        return Library.On(day, packs.Length == 0 ? null : packs).Assess(Facts(yamlOrJson), day);
    }

    public static JsonElement Answer(Assessment assessment, Language language = Language.Zh)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AnswerJson.Write(buffer, assessment, language);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}
