using Fengsui.Law.Facts;
using Fengsui.Law.Input;

namespace Fengsui.Law.Packs;

/// <summary>Reads risks.yaml: of the shared pack the scale of possibility, of an instrument who reports a risk to whom.</summary>
internal sealed partial class PackReader
{
    private IReadOnlyList<Likelihood> Likelihoods(Fields? file)
    {
        if (file is null || file.Entries.All(e => e.Key.Value != "likelihoods"))
            return [];
        var rows = file.Rows("likelihoods");
        RefuseTwice(rows, IdOf, "id");
        return [.. rows.Select(row =>
        {
            var likelihood = new Likelihood(IdOf(row), row.Text("name"), row.YesOrNo("counts"), Cite(row));
            row.Done();
            return likelihood;
        })];
    }

    private IReadOnlyList<RiskReportDuty> RiskReports(Fields? file)
    {
        if (file is null)
            return [];
        var rows = file.Rows("reports", required: false);
        RefuseTwice(rows, IdOf, "id");
        return [.. rows.Select(row =>
        {
            var duty = new RiskReportDuty(
                IdOf(row), PartyOf(row, "who"), YesOrNoFact(row), PartyOf(row, "to"), row.OneOf("at_least", LevelWords), ReadLimit(row),
                row.WordOrNull("form"), Cite(row));
            if (duty.Form is { } form && _vocabulary.Forms.All(f => f.Id != form))
            {
                throw new InputException(row.Need("form").At, "form", new($"没有表单 {form}", $"unknown form {form}"),
                    new("表单列在 cn.shared/clocks.yaml", "forms stand in cn.shared/clocks.yaml"));
            }

            row.Done();
            return duty;
        })];
    }

    private Fact? YesOrNoFact(Fields row)
    {
        if (row.Take("fact") is not { } node)
            return null;
        var id = Fields.WordOf(node, "fact");
        return _vocabulary.Fact(id) is { Type: FactType.YesNo } fact ? fact
            : throw new InputException(node.At, "fact", new($"“{id}”不是一项是或否的事实", $"“{id}” is no yes-or-no fact"),
                new("见 cn.shared/facts.yaml", "see cn.shared/facts.yaml"));
    }
}
