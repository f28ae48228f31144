using Fengsui.Response.Notices;
using Xunit;

namespace Fengsui.Response.Tests.Notices;

public sealed class WaitTests
{
    [Theory]
    [InlineData(-3600, 60)]
    [InlineData(0, 60)]
    [InlineData(600, 60)]
    [InlineData(14_400, 600)]
    [InlineData(7_500, 330)]
    [InlineData(86_400, 1800)]
    [InlineData(864_000, 1800)]
    public void The_second_person_is_told_after_a_wait_that_the_time_left_allows(long left, long wait) => Assert.Equal(wait, PolicyReader.Default.Waits.For(left));

    [Fact]
    public void What_is_due_at_once_waits_a_minute_and_what_has_no_time_the_longest()
    {
        Assert.Equal(60, PolicyReader.Default.Waits.For(null, atOnce: true, Pages.Night));
        Assert.Equal(1800, PolicyReader.Default.Waits.For(null, atOnce: false, Pages.Night));
        Assert.Equal(60, PolicyReader.Default.Waits.For(Pages.Night.Plus(-1), atOnce: false, Pages.Night));
    }

    [Fact]
    public void Less_time_never_waits_longer_and_a_wait_never_outlasts_the_time_above_a_minute()
    {
        var before = 0L;
        for (var left = 0L; left < 200_000; left += 37)
        {
            var wait = PolicyReader.Default.Waits.For(left);
            Assert.True(wait >= before && (left <= 60 || wait < left || wait == 60), $"{left}: {wait}");
            before = wait;
        }
    }
}
