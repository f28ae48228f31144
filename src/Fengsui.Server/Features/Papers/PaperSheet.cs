using Fengsui.Law;
using Fengsui.Law.Packs;
using Fengsui.Response.Incidents;
using Fengsui.Response.Papers;

namespace Fengsui.Server.Features.Papers;

/// <summary>A paper that a duty asks for.</summary>
/// <param name="Key">The key of the duty.</param>
/// <param name="Duty">The duty.</param>
/// <param name="Pack">The pack of the form.</param>
/// <param name="Form">The form.</param>
public sealed record OwedPaper(string Key, OwedDuty Duty, Pack Pack, Form Form);

/// <summary>A paper on the table: the incident, the form, what fills it, and what was posted into it.</summary>
public sealed record PaperSheet
{
    /// <summary>The incident.</summary>
    public required PaperCase Case { get; init; }

    /// <summary>The pack of the form.</summary>
    public required Pack Pack { get; init; }

    /// <summary>The form.</summary>
    public required Form Form { get; init; }

    /// <summary>The duty that the paper meets, or null.</summary>
    public required string? DutyKey { get; init; }

    /// <summary>The paper.</summary>
    public required Paper Paper { get; init; }

    /// <summary>What was posted.</summary>
    public PaperInput Input { get; init; } = PaperInput.Nothing;

    /// <summary>What the person is told, or null.</summary>
    public Text? Notice { get; init; }

    /// <summary>Whether the person may record it as sent only in an emergency.</summary>
    public bool OnlyInEmergency { get; init; }

    /// <summary>Whether the person may record it as sent at all.</summary>
    public bool MaySend { get; init; }

    /// <summary>The duty, or null.</summary>
    public OwedDuty? Duty => DutyKey is { } key ? Case.State.Duties.GetValueOrDefault(key) : null;

    /// <summary>The address of the paper, or of something beside it.</summary>
    public string Address(string rest) => Case.PathOf(Pack, Form, DutyKey, rest);
}
