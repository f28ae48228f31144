using Fengsui.Law.Calendar;
using Fengsui.Store;

namespace Fengsui.Server.Features.Intake;

/// <summary>To whom what syslog brings belongs: the organisation that the options name, else the only one there is.</summary>
internal sealed class SyslogOwner(IntakeOptions settings, RecordStore store, TimeProvider clock)
{
    private const long AskAgain = 5;
    private string? _known = settings.App.SyslogOrganisation;
    private Instant _asked;

    /// <summary>The organisation; null while there is none, or when there are several and none is named.</summary>
    public async ValueTask<string?> Organisation(CancellationToken cancel)
    {
        if (_known is not null)
            return _known;
        var now = Instant.From(clock.GetUtcNow());
        if (now.UnixSeconds - _asked.UnixSeconds < AskAgain)
            return null;
        _asked = now;
        var all = await store.Organisations(2, cancel);
        return _known = all.Count == 1 ? all[0] : null;
    }
}
