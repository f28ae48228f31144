namespace Fengsui.Server;

/// <summary>The options do not go together with what is stored.</summary>
/// <param name="said">What is wrong and what would be right.</param>
public sealed class AppOptionsException(Fengsui.Law.Text said) : Exception(said.En)
{
    /// <summary>What is wrong and what would be right.</summary>
    public Fengsui.Law.Text Said { get; } = said;
}

/// <summary>Where the server listens and what it reads.</summary>
public sealed record AppOptions
{
    /// <summary>The address, or several separated by semicolons; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>The address under which people reach the server, for links in messages; null: the one it listens on.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>The folder of packs; by default the one beside the program.</summary>
    public string PacksFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "packs");

    /// <summary>The folder of sample facts files; by default the one beside the program. It may be absent.</summary>
    public string SamplesFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>The folder of the embedded database and of the installation's key; made when it is absent.</summary>
    public string Data { get; init; } = "data";

    /// <summary>The connection string of a PostgreSQL database, or null for the embedded one.</summary>
    public string? Database { get; init; }

    /// <summary>Whether an empty record is filled with the example: an organisation, its people, a live incident and two that are past.</summary>
    public bool Example { get; init; }

    /// <summary>Where syslog datagrams are received, as <c>ADDRESS:PORT</c>; null for nowhere.</summary>
    public string? SyslogUdp { get; init; }

    /// <summary>Where syslog streams are received; null for nowhere.</summary>
    public string? SyslogTcp { get; init; }

    /// <summary>Where syslog streams over TLS are received; null for nowhere.</summary>
    public string? SyslogTls { get; init; }

    /// <summary>The certificate of the latter, a PEM file.</summary>
    public string? SyslogCertificate { get; init; }

    /// <summary>Its key, a PEM file; null when it stands in the same one.</summary>
    public string? SyslogKey { get; init; }

    /// <summary>The organisation to which syslog belongs; null for the only one there is.</summary>
    public string? SyslogOrganisation { get; init; }

    /// <summary>Whether risk information may be fetched from addresses of the own network.</summary>
    public bool FetchInside { get; init; }

    /// <summary>Whether channels of organisations may reach addresses of the own network although several organisations share the installation.</summary>
    public bool SendInside { get; init; }

    /// <summary>The folder of the example's data files; by default the one beside the program.</summary>
    public string ExampleFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "samples", "example");
}
