using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>A test in a real browser: Chromium, by GATEWAY_TEST_CHROMIUM or from the PATH; skipped without it. <c>build test</c> installs it.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Program is null) Skip = "there is no Chromium: GATEWAY_TEST_CHROMIUM is not given, and chromium is not on the PATH";
    }

    /// <summary>Chromium's program; null when there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("GATEWAY_TEST_CHROMIUM") is { Length: > 0 } given
        ? given
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(static directory => new[] { Path.Combine(directory, "chromium"), Path.Combine(directory, "chromium-browser") })
            .FirstOrDefault(File.Exists);
}
