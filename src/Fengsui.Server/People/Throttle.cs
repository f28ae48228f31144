using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Fengsui.Law.Calendar;
using Microsoft.AspNetCore.Http;

namespace Fengsui.Server.People;

/// <summary>
/// Counts tries in a window of a minute, by address and by account. It is in the memory of one node: more nodes allow that many times more, which the
/// lockout of accounts, kept in the database, bounds.
/// </summary>
public sealed class Throttle
{
    private const int PerAddress = 60;
    private const int PerAccount = 20;
    private const long Window = 60;
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<string, (long Window, int Count)> _tries = new();

    /// <summary>Counts a try from an address; answers the seconds to wait, or null when it may go on.</summary>
    public long? Address(HttpContext context, Instant now) => Count($"a:{Of(context.Connection.RemoteIpAddress)}", PerAddress, now);

    /// <summary>Counts a try on an account, whether there is one or not.</summary>
    public long? Account(string userName, Instant now) => Count($"u:{userName}", PerAccount, now);

    private long? Count(string key, int most, Instant now)
    {
        var window = now.UnixSeconds / Window;
        if (_tries.Count > SweepAbove)
            foreach (var (old, tried) in _tries)
                if (tried.Window != window)
                    _tries.TryRemove(new(old, tried));
        var (_, count) = _tries.AddOrUpdate(key, (window, 1), (_, tried) => tried.Window == window ? (window, tried.Count + 1) : (window, 1));
        return count > most ? ((window + 1) * Window) - now.UnixSeconds : null;
    }

    /// <summary>Who has one IPv6 address has 2⁶⁴ of them: the network counts.</summary>
    private static string Of(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            return address?.MapToIPv4().ToString() ?? "";
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }
}
