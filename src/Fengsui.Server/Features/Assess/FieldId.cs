using Fengsui.Law.Facts;

namespace Fengsui.Server.Features.Assess;

/// <summary>The addresses of inputs, so that a link from the result lands in the field itself.</summary>
internal static class FieldId
{
    /// <summary>The first input of a fact.</summary>
    public static string First(Fact fact) => Of(fact, 0);

    /// <summary>One of its inputs.</summary>
    public static string Of(Fact fact, int index) => $"i-{fact.Id}-{index}";

    /// <summary>The line under it that says what was understood.</summary>
    public static string Echo(Fact fact) => $"e-{fact.Id}";
}
