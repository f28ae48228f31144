using Fengsui.Law;
using Fengsui.Store.Accounts;

namespace Fengsui.Server.Features.Notices;

/// <summary>Ways to reach somebody, as they are typed: on the page, by a program, in the register of units.</summary>
internal static class Ways
{
    /// <summary>In the app: it needs no address.</summary>
    public const string App = "app";

    private const int LongestAddress = 300;
    private const string Spoken = "+-() ,#*";
    private const string Written = "+- ";
    private const int FewestDialled = 3;
    private const int FewestWritten = 5;

    private static readonly Text NoNumber = new("不是电话号码", "not a telephone number");
    private static readonly Text WriteNumber = new("应写作 13800000000 或 0571-88888888", "write it as 13800000000 or 0571-88888888");

    /// <summary>What is wrong with a way, and whether it is the channel or the address; null when it can be tried.</summary>
    /// <param name="channel">The kind of channel.</param>
    /// <param name="address">The address in it.</param>
    public static (string Field, Text Wrong, Text Remedy)? AtFault(string channel, string address)
    {
        if (!ContactBook.Channels.Contains(channel))
            return ("channel", new($"没有渠道“{channel}”", $"there is no channel “{channel}”"),
                new($"可用：{string.Join("、", ContactBook.Channels)}", $"use one of: {string.Join(", ", ContactBook.Channels)}"));
        if (channel == App ? address.Length > 0 : address.Length is 0 or > LongestAddress || address.Any(char.IsControl))
            return ("address", new("没有地址，或者太长", "the address is missing, or too long"), new("请填写地址或号码；app 不用地址", "write the address or number; app takes none"));
        return channel switch
        {
            "email" when !Channels.EmailChannel.IsAddress(address) =>
                ("address", new("不是邮箱地址", "not an e-mail address"), new("应写作 zhang@example.cn", "write it as zhang@example.cn")),
            "sms" when !IsNumber(address, FewestWritten, Written) => ("address", NoNumber, WriteNumber),
            // An extension is dialled too.
            "voice" when !IsNumber(address, FewestDialled, Spoken) => ("address", NoNumber, WriteNumber),
            "webhook" when !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") =>
                ("address", new("不是网址", "not an address"), new("应写作 https://…", "write it as https://…")),
            _ => null,
        };
    }

    private static bool IsNumber(string address, int fewest, string marks) =>
        address.Count(char.IsAsciiDigit) >= fewest && address.All(c => char.IsAsciiDigit(c) || marks.Contains(c));
}
