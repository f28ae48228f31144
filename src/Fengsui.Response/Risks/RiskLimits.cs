namespace Fengsui.Response.Risks;

/// <summary>How much of an input is taken: whatever somebody sends, memory and record stay bounded.</summary>
public static class RiskLimits
{
    /// <summary>Bytes of a line (CEF, syslog).</summary>
    public const int Line = 64 * 1024;

    /// <summary>Bytes of one object inside a bundle, an event or an array.</summary>
    public const int Piece = 16 * 1024 * 1024;

    /// <summary>Bytes of a whole file or body.</summary>
    public const long File = 256L * 1024 * 1024;

    /// <summary>Bytes of a mail.</summary>
    public const int Mail = 25 * 1024 * 1024;

    /// <summary>How deep JSON may be nested.</summary>
    public const int Depth = 64;

    /// <summary>How deep the parts of a mail may be nested.</summary>
    public const int MailDepth = 8;

    /// <summary>Parts of a mail.</summary>
    public const int MailParts = 200;

    /// <summary>Characters of a title.</summary>
    public const int Title = 200;

    /// <summary>Characters of a source or a signature.</summary>
    public const int Name = 200;

    /// <summary>Characters of a description.</summary>
    public const int Description = 8000;

    /// <summary>Characters of an indicator's value.</summary>
    public const int Value = 2000;

    /// <summary>Indicators of one report; what has more comes in portions.</summary>
    public const int Indicators = 500;

    /// <summary>References of one report.</summary>
    public const int References = 50;

    /// <summary>Characters of what was received that one portion keeps; a piece that is larger is a portion of its own.</summary>
    public const int Portion = 512 * 1024;

    /// <summary>Characters of the beginning of something that could not be read.</summary>
    public const int Excerpt = 500;
}
