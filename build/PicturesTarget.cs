using Gateway.Servers;

namespace Gateway.Build;

/// <summary>The target <c>pictures</c>.</summary>
internal static class PicturesTarget
{
    public const string Details =
        """
        Makes the pictures of docs/console.md and docs/console.zh.md anew, from the pages as they are now: a gateway of its own with a little city at six in the morning, and
        Chromium.
        Chromium and fonts for Chinese are installed by apt-get where they are missing. Look at what changed before you commit it.
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (arguments.Count > 0) throw new BuildFailedException($"pictures has no argument {arguments[0]}");
        await AptPackages.InstallAsync(await MissingAsync(cancellation), cancellation);
        return await Command.RunAsync(
            "dotnet",
            ["test", "Gateway.Tests", .. Targets.Configuration([]), "-p:EveryTest=true", "--filter", "FullyQualifiedName~ConsolePicturesTests"],
            cancellation,
            new Dictionary<string, string> { ["GATEWAY_PICTURES"] = Path.Combine(Repository.Root, "docs", "console") });
    }

    private static async Task<string[]> MissingAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux()) return []; // Others have fonts, and a browser of their own: GATEWAY_TEST_CHROMIUM names it.
        return [.. TestServers.HasChromium ? [] : (string[])["chromium"], .. await HasFontsAsync(cancellation) ? [] : (string[])["fontconfig", "fonts-noto-cjk"]];
    }

    private static async Task<bool> HasFontsAsync(CancellationToken cancellation)
    {
        if (Programs.Find("fc-list") is null) return false;
        var (_, output, _) = await Programs.RunAsync(["fc-list", ":lang=zh-cn", "family"], cancellation);
        return output.Trim().Length > 0;
    }
}
