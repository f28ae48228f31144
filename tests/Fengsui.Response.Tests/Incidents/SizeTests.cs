using Fengsui.Response.Incidents;
using Fengsui.Response.Incidents.Acts;
using Xunit;

namespace Fengsui.Response.Tests.Incidents;

/// <summary>However much is written into an incident, what a decision reads stays small.</summary>
public sealed class SizeTests
{
    private static int Size(Night night) => IncidentKind.Write(night.State!).Length;

    [Fact]
    public void A_fact_asserted_500_times_is_one_fact()
    {
        var night = Night.Major();
        night.ProvesEachAct = false;
        var before = Size(night);
        for (var i = 0; i < 500; i++)
            night.Does(Night.Fact("pi_persons", "1200万人"));
        night.Prove();
        Assert.Equal(501, night.State!.Facts["pi_persons"].Times);
        Assert.InRange(Size(night), before, before + 2);
    }

    [Fact]
    public void Ten_thousand_notes_are_rows_of_their_own()
    {
        var night = Night.Major();
        night.ProvesEachAct = false;
        for (var i = 0; i < 20; i++)
            night.Does(new AddNote { Text = new('记', 150) });
        var before = Size(night);
        for (var i = 0; i < 10_000; i++)
            night.Does(new AddNote { Text = $"第{i}条：到场核实，继续观察。" });
        night.Prove();
        Assert.Equal((10_020, 10_020), (night.State!.Notes, night.Lines.SelectMany(IncidentKind.Instance.Items).Count(i => i.List == IncidentKind.Notes)));
        Assert.InRange(Size(night), before, before + 5);
    }

    [Fact]
    public void Half_a_million_indicators_are_rows_of_their_own()
    {
        var night = Night.Major();
        night.ProvesEachAct = false;
        var before = Size(night);
        var rows = 0;
        for (var i = 0; i < 500; i++)
        {
            night.Does(new AddIndicators { Indicators = [.. Enumerable.Range(0, 1000).Select(n => new Indicator("ip", $"2001:db8::{i:x}:{n:x}", null))] });
            rows += IncidentKind.Instance.Items(night.Lines[^1]).Count;
        }

        night.Prove();
        Assert.Equal((500_000, 500_000), (night.State!.Indicators, rows));
        Assert.InRange(Size(night), before, before + 25);
    }
}
