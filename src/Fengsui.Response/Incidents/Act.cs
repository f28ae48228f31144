using System.Text.Json.Serialization;
using Fengsui.Law;
using Fengsui.Law.Calendar;
using Fengsui.Law.Packs;

namespace Fengsui.Response.Incidents;

/// <summary>An act on an incident. What it holds is checked when it is decided, so that every field can be named that is wrong.</summary>
public abstract record Act
{
    /// <summary>The id of the act in the table of posts and acts.</summary>
    [JsonIgnore]
    public abstract string Id { get; }

    /// <summary>The row of the table that says who may; it differs from <see cref="Id"/> where a plan tells response levels apart.</summary>
    [JsonIgnore]
    public virtual string Row => Id;

    /// <summary>When it was done; when it is recorded, unless the person says otherwise. Never later than now.</summary>
    public Instant? DoneAt { get; init; }

    /// <summary>Why it cannot wait for somebody who may: an act without authority, to be ratified. Null in ordinary times.</summary>
    public string? Emergency { get; init; }

    /// <summary>Whether it says nothing that a secrecy stop must keep out.</summary>
    internal virtual bool IsFreeOfText => false;

    /// <summary>Whether it can be done to a closed incident.</summary>
    internal virtual bool IsForClosed => false;

    /// <summary>Whether it settles a duty: a closed incident takes it as long as something is still owed there.</summary>
    internal virtual bool SettlesDuties => false;

    internal abstract Outcome Decide(IncidentState state, Moment moment);

    internal static Refusal? Need(string field, string? value, int most = 4000) => string.IsNullOrWhiteSpace(value)
        ? Refusal.Input(field, new("没有填写", "it is missing"), new($"请填写 {field}", $"fill in `{field}`"))
        : TooLong(field, value, most);

    internal static Refusal? TooLong(string field, string? value, int most = 4000) => value switch
    {
        null => null,
        { } text when text.Length > most =>
            Refusal.Input(field, new($"超过 {most} 个字", $"longer than {most} characters"), new("请缩短，或作为附件上传", "shorten it, or attach it")),
        // Not every database keeps a NUL, and half a character cannot be hashed and read again.
        { } text when !IsText(text) =>
            Refusal.Input(field, new("含有不能保存的控制字符或残缺字符", "it has control characters or broken ones that cannot be kept"), new("请去掉这些字符", "take them out")),
        _ => null,
    };

    /// <summary>The id of something: present, and short.</summary>
    internal static Refusal? NeedId(string field, string? value) => Need(field, value, LongestId);

    private const int LongestId = 200;

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t'))
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    internal static Refusal? First(params Refusal?[] refusals) => Array.Find(refusals, r => r is not null);
}

/// <summary>The moment of an act: when it was done, when it is recorded, and everything around it.</summary>
/// <param name="DoneAt">When it was done.</param>
/// <param name="Scene">Who acts, under which law.</param>
internal readonly record struct Moment(Instant DoneAt, Scene Scene)
{
    public Library Library => Scene.Library;

    public string Actor => Scene.Actor;
}

/// <summary>What an act makes: some events, or a refusal.</summary>
internal readonly record struct Outcome(IReadOnlyList<IncidentEvent> Events, Refusal? Refusal)
{
    public static implicit operator Outcome(IncidentEvent one) => new([one], null);

    public static implicit operator Outcome(List<IncidentEvent> events) => new(events, null);

    public static implicit operator Outcome(Refusal refusal) => new([], refusal);
}
