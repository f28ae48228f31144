using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengsui.Server.Platform;

/// <summary>Scripts, styles and pictures that travel inside the assembly; the address carries a hash, so browsers keep them for good.</summary>
internal sealed class Assets
{
    private readonly FrozenDictionary<string, Asset> _assets;

    public Assets()
    {
        var assembly = typeof(Assets).Assembly;
        _assets = assembly.GetManifestResourceNames().Where(n => n.StartsWith("wwwroot/", StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new Asset(name["wwwroot/".Length..], bytes);
        }).ToFrozenDictionary(a => a.Name);
    }

    /// <summary>The address of a file, with its hash.</summary>
    public string Address(string name) => $"/assets/{name}?v={_assets[name].Hash}";

    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    internal sealed class Asset(string name, byte[] bytes)
    {
        public string Name { get; } = name;

        public byte[] Bytes { get; } = bytes;

        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

        public string ContentType => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
    }
}

/// <summary>The route of the assets.</summary>
internal static class AssetRoutes
{
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/assets/{**name}", Serve);
        // Browsers ask for this name whatever the page says.
        routes.MapRead("/favicon.ico", (HttpContext context, Assets assets) => Serve(context, assets, "beacon.svg"));
    }

    private static IResult Serve(HttpContext context, Assets assets, string name)
    {
        if (assets.Find(name) is not { } asset)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var hashed = context.Request.Query["v"] == asset.Hash;
        context.Response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(asset.Bytes, asset.ContentType, entityTag: new($"\"{asset.Hash}\""));
    }
}
