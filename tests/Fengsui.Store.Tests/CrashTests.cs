using System.Globalization;
using Fengsui.Store.Crash;
using Xunit;

namespace Fengsui.Store.Tests;

/// <summary>A process that writes is killed with SIGKILL, again and again: what was acknowledged stays, and nothing is half there.</summary>
public abstract class CrashTests(bool postgres, int rounds)
{
    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_nothing_is_half_done()
    {
        await using var place = await Place.New(postgres);
        var asked = Environment.GetEnvironmentVariable("FENGSUI_CRASH_ROUNDS");
        var killed = await Killing.Run(
            place.Where, string.IsNullOrEmpty(asked) ? rounds : int.Parse(asked, CultureInfo.InvariantCulture), seed: 20260302,
            TestContext.Current.SendDiagnosticMessage);
        Assert.Empty(killed.Wrong);
        Assert.True(killed.Acknowledged > killed.Rounds, killed.Sentence);
        Assert.True(killed.Opening > 0, killed.Sentence);
    }
}

public sealed class SqliteCrashTests() : CrashTests(postgres: false, rounds: 110);

public sealed class PostgresCrashTests() : CrashTests(postgres: true, rounds: 90);
