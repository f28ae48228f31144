using Fengsui.Law;
using Fengsui.Law.Facts;
using Fengsui.Law.Packs;

namespace Fengsui.Server.Features.Assess;

/// <summary>Which body a party is in an incident: 地方行业监管部门 is one of three, by the field of the data.</summary>
internal static class ConcreteBodies
{
    /// <summary>The bodies that the known facts name, every one with its word while none is known, or null for a party that is a body already.</summary>
    public static Text? Of(Party party, Incident incident)
    {
        var bodies = incident.Vocabulary.ConcreteBodies.Where(b => b.Party == party).ToList();
        if (bodies.Count == 0)
            return null;
        var named = bodies.Where(b => b.Concerns(incident)).ToList();
        return named.Count > 0
            ? Text.Join("、", ", ", [.. named.Select(b => b.Name)])
            : Text.Join("；", "; ", [.. bodies.Select(b => new Text($"{b.For.Zh}：{b.Name.Zh}", $"{b.For.En}: {b.Name.En}"))]);
    }
}
