using Fengsui.Law.Facts;
using Fengsui.Law.Input;

namespace Fengsui.Server.Features.Assess;

/// <summary>A sample incident.</summary>
/// <param name="Name">Its file without the ending, as the address names it.</param>
/// <param name="Title">What the incident is called.</param>
/// <param name="File">The facts file.</param>
public sealed record Sample(string Name, string Title, Node File);

/// <summary>The sample incidents, read once at start: a wrong one is told to whoever starts the server, never to a reader.</summary>
public sealed class Samples
{
    private Samples(IReadOnlyList<Sample> all) => All = all;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<Sample> All { get; }

    /// <summary>Reads the facts files of a folder; there may be none.</summary>
    /// <exception cref="InputException">A file is wrong.</exception>
    public static Samples Read(string folder, Vocabulary vocabulary)
    {
        if (!Directory.Exists(folder))
            return new([]);
        return new([.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(path =>
        {
            var file = InputText.ReadFile(path);
            return new Sample(Path.GetFileNameWithoutExtension(path), IncidentFile.Read(file, vocabulary).Title, file);
        })]);
    }

    /// <summary>The sample of a name, or null.</summary>
    public Sample? Find(string? name) => All.FirstOrDefault(s => s.Name == name);
}
