using Fengsui.Law;
using Fengsui.Store;

namespace Fengsui.Server.People;

/// <summary>
/// Whether several organisations share this installation. Where there is one, its administrator and the operator are of one house. Where there are several, none
/// of them may decide alone what concerns the machine: to reach the network that it stands in, or to read what it counts of all.
/// </summary>
internal sealed class SharedInstallation(RecordStore store, AppOptions options)
{
    /// <summary>Why a setting is refused that only the operator can allow.</summary>
    public static readonly Problem Inside = Problem.Field(
        "allow_private",
        new("多个单位共用本系统，能否访问内部地址由运行方决定", "several organisations share this installation, so its operator decides about internal addresses"),
        new("请运行方以 --send-inside 启动，或填 false", "ask the operator to start it with --send-inside, or write false"));

    /// <summary>Whether it has one organisation, or none yet.</summary>
    public async ValueTask<bool> IsAlone(CancellationToken ct) => (await store.Organisations(2, ct)).Count < 2;

    /// <summary>Whether channels of an organisation may reach internal addresses.</summary>
    public async ValueTask<bool> MayReachInside(CancellationToken ct) => options.SendInside || await IsAlone(ct);
}
