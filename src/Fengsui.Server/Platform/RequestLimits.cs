using Fengsui.Law.Input;

namespace Fengsui.Server.Platform;

/// <summary>How much a request may carry.</summary>
internal static class RequestLimits
{
    /// <summary>A whole body: a facts file, and room for the names and escapes of a form that carries one.</summary>
    public const long Body = 4L * InputText.MaxBytes;

    /// <summary>Values in one form: every fact with every word ticked is far below it.</summary>
    public const int FormValues = 1024;

    /// <summary>One value of a facts form.</summary>
    public const int FormValue = 4096;

    /// <summary>One value of any other form, as it is sent: the longest text of an act, each of its characters escaped in nine.</summary>
    public const int LongValue = 200_000;
}
