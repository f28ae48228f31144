using Fengsui.Law.Calendar;
using Fengsui.Store;

namespace Fengsui.Server.Features.Intake;

/// <summary>To whom what syslog brings belongs: the organisation that the options name, else the only one there is.</summary>
internal sealed class SyslogOwner(IntakeOptions settings, RecordStore store, TimeProvider clock)
{
    private const long AskAgain = 5;
    private string? _known = settings.App.SyslogOrganisation;
    private Instant _asked;

    /// <summary>What is dropped without a word, or kept where nobody sees it, is worse than a server that does not start.</summary>
    /// <exception cref="AppOptionsException">The options name no organisation where there are several, or one that is not here.</exception>
    public static async Task Check(AppOptions options, RecordStore store, CancellationToken ct)
    {
        if (options is { SyslogUdp: null, SyslogTcp: null, SyslogTls: null })
            return;
        if (options.SyslogOrganisation is { } named)
        {
            if (await store.Load(named, named, ct) is not { Row.Kind: "organisation" })
                throw new AppOptionsException(new($"--syslog-organisation: 没有单位 {named}; 单位编号见设置页，或 GET /api/v1/me",
                    $"--syslog-organisation: there is no organisation {named}; its id is what GET /api/v1/me tells"));
        }
        else if ((await store.Organisations(2, ct)).Count > 1)
        {
            throw new AppOptionsException(new("--syslog-organisation: 本机有几个单位，没有写明 syslog 归谁; 请写单位编号",
                "--syslog-organisation: several organisations share this installation; say to which of them syslog belongs"));
        }
    }

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
