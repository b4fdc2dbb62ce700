using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Gateway.WebConsole.Assets;

/// <summary>The console's scripts and styles, out of the program itself: nothing is fetched from any other place.</summary>
internal static class ConsoleAssets
{
    private static readonly FrozenDictionary<string, Asset> ByPath = new Asset[]
    {
        new("/console/console.css", "text/css; charset=utf-8", Load("console/console.css")),
        new("/console/console.js", "text/javascript; charset=utf-8", Load("console/console.js")),
        new("/console/zone.js", "text/javascript; charset=utf-8", Load("console/zone.js")),
        new("/console/docs.js", "text/javascript; charset=utf-8", Load("console/docs.js")),
        new("/console/blazor.js", "text/javascript; charset=utf-8", Load("console/blazor.js")),
    }.ToFrozenDictionary(static asset => asset.Path);

    /// <summary>The address of an asset; it changes with the content, so a browser may keep it for ever.</summary>
    public static string Url(string name) => ByPath["/console/" + name] is var asset ? $"{asset.Path}?v={asset.Tag[..12]}" : name;

    /// <summary>Without credentials: the sign-in page needs them, and everybody has them.</summary>
    public static void MapConsoleAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in ByPath.Values)
        {
            var tag = new EntityTagHeaderValue($"\"{asset.Tag}\"");
            routes.MapGet(asset.Path, (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
                return TypedResults.Bytes(asset.Content, asset.MediaType, entityTag: tag);
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static byte[] Load(string name)
    {
        using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private sealed record Asset(string Path, string MediaType, byte[] Content)
    {
        public string Tag { get; } = Convert.ToHexStringLower(SHA256.HashData(Content));
    }
}
