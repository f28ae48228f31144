using Fengsui.Server.Features.Warnings;
using Fengsui.Store.Warnings;

namespace Fengsui.Server.Tests.Warnings;

/// <summary>The register of units as a table: what is wrong is told with its line and column, and what leaves runs in no spreadsheet.</summary>
public sealed class UnitCsvTests
{
    [Fact]
    public void A_table_is_read_with_its_columns_in_any_order_and_either_language()
    {
        var (units, faults) = UnitCsv.Read("\uFEFFname,id,groups,own\r\n\"甲,公司\n总部\",a,重点；省属,是\r\n乙,b,,\r\n");
        Assert.Single(faults);
        (units, faults) = UnitCsv.Read("\uFEFFname,id,groups,own\r\n\"甲,\"\"公司\"\"\",a,重点；省属,是\r\n乙,b,,\r\n");
        Assert.Empty(faults);
        Assert.Equal(("a", "甲,\"公司\"", true), (units[0].Id, units[0].Name, units[0].Own));
        Assert.Equal(["重点", "省属"], units[0].Groups);
        Assert.Equal("b", units[1].Id);
    }

    [Theory]
    [InlineData("", 1, "")]
    [InlineData("编号,名称,颜色\na,甲,红\n", 1, "颜色")]
    [InlineData("编号\na\n", 1, "")]
    [InlineData("编号,名称\na,甲\na,乙\n", 3, "编号")]
    [InlineData("编号,名称\na b,甲\n", 2, "编号")]
    [InlineData("编号,名称\n,甲\n", 2, "编号")]
    [InlineData("编号,名称\na,\n", 2, "名称")]
    [InlineData("编号,名称\na\n", 2, "")]
    [InlineData("编号,名称\na,甲,浙江\n", 2, "")]
    [InlineData("编号,名称,内部单位\na,甲,也许\n", 2, "内部单位")]
    [InlineData("编号,名称\na,\"甲\nb,乙\n", 2, "")]
    [InlineData("编号,名称,渠道,地址\na,甲,zzz,x\n", 2, "渠道")]
    [InlineData("编号,名称,渠道,地址\na,甲,email,not mail\n", 2, "地址")]
    [InlineData("编号,名称,渠道,地址\na,甲,sms,\n", 2, "地址")]
    public void What_is_wrong_is_told_with_its_line_and_column(string table, int line, string column)
    {
        var (units, faults) = UnitCsv.Read(table);
        Assert.Empty(units);
        Assert.Equal((line, column), (faults[0].Line, faults[0].Column));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public void A_formula_leaves_as_text_and_comes_back_as_it_was(string name)
    {
        var line = UnitCsv.Line(new Unit("a", name, "浙江", ["重点", "省属"], true, "email", "a@example.cn"));
        Assert.DoesNotContain($",{name[0]}", line, StringComparison.Ordinal);
        Assert.DoesNotContain($",\"{name[0]}", line, StringComparison.Ordinal);
        var (units, faults) = UnitCsv.Read(UnitCsv.Head + line);
        Assert.Empty(faults);
        Assert.Equal((name, "email", "a@example.cn"), (units[0].Name, units[0].Channel, units[0].Address));
    }
}
