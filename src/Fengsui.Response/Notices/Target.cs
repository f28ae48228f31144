using System.Globalization;

namespace Fengsui.Response.Notices;

/// <summary>Who is told in a step: a closed union, written as one line of a policy.</summary>
public abstract record Target
{
    private Target()
    {
    }

    /// <summary>Whoever is on duty at the moment of the step.</summary>
    /// <param name="Layer">The layer of the roster, from 1.</param>
    public sealed record OnDuty(int Layer) : Target;

    /// <summary>Those who hold a post.</summary>
    public sealed record Post(string Id) : Target;

    /// <summary>Those who are deputies in a post.</summary>
    public sealed record Deputy(string Id) : Target;

    /// <summary>One person.</summary>
    public sealed record Person(string Id) : Target;

    /// <summary>Reads a line; null when it is none.</summary>
    public static Target? Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length != 2)
            return null;
        return words[0] switch
        {
            "on-duty" when int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var layer) && layer is >= 1 and <= 9 => new OnDuty(layer),
            "post" => new Post(words[1]),
            "deputy" => new Deputy(words[1]),
            "person" => new Person(words[1]),
            _ => null,
        };
    }

    /// <summary>As a policy writes it.</summary>
    public string Written => this switch
    {
        OnDuty t => $"on-duty {t.Layer}",
        Post t => $"post {t.Id}",
        Deputy t => $"deputy {t.Id}",
        Person t => $"person {t.Id}",
        _ => throw new InvalidOperationException(),
    };
}
