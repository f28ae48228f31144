using System.Net;
using System.Net.Sockets;

namespace Fengsui.Server.Features.Notices.Channels;

/// <summary>A channel would have reached into the network of the installation itself.</summary>
internal sealed class PrivateAddressException(string host) : Exception($"{host} is an internal address");

/// <summary>
/// Opens connections for channels. The address is looked at when it is connected to, not when the settings are saved: a name that pointed outside
/// yesterday may point inside today.
/// </summary>
internal static class Dialling
{
    private static readonly IPNetwork[] Internal =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fc00::/7", "fe80::/10",
            "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Whether an address belongs to a network of one's own.</summary>
    public static bool IsInternal(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Internal, n => n.Contains(plain));
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="host">The name, or the address.</param>
    /// <param name="port">The port.</param>
    /// <param name="allowPrivate">Whether internal addresses are allowed.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="PrivateAddressException">Every address of the host is an internal one.</exception>
    public static async Task<Stream> Open(string host, int port, bool allowPrivate, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, ct);
        var allowed = Array.FindAll(addresses, a => allowPrivate || !IsInternal(a));
        if (allowed.Length == 0 && addresses.Length > 0)
            throw new PrivateAddressException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
