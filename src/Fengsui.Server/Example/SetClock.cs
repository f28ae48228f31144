namespace Fengsui.Server.Example;

/// <summary>A clock that stands where it was set: while the example is made, what is told of last month is recorded as of last month.</summary>
internal sealed class SetClock(DateTimeOffset at) : TimeProvider
{
    /// <summary>Where it stands.</summary>
    public DateTimeOffset At { get; set; } = at;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => At;
}
