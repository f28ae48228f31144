using Fengsui.Law;
using Fengsui.Law.Input;
using Fengsui.Law.Packs;

namespace Fengsui.Server.Features.Law;

/// <summary>The names of the tiers, which the shared pack lists and the vocabulary of the engine has no need of.</summary>
internal sealed class TierNames
{
    private readonly Dictionary<string, Text> _names;

    private TierNames(Dictionary<string, Text> names) => _names = names;

    public static TierNames Of(Pack shared)
    {
        var bodies = (Node.Mapping)InputText.ReadFile(Path.Combine(shared.Folder, "bodies.yaml"));
        var tiers = ((Node.Sequence)bodies.Find("tiers")!).Items.Cast<Node.Mapping>();
        return new(tiers.ToDictionary(t => Word(t.Find("id")), t => t.Find("name") is Node.Mapping name
            ? new Text(Word(name.Find("zh")), Word(name.Find("en"))) : default));
    }

    private static string Word(Node? node) => ((Node.Scalar)node!).Value;

    public Text NameOf(string tier) => _names.GetValueOrDefault(tier, Text.Same(tier));
}
