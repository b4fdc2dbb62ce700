using Xunit;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>What <c>build pictures</c> alone runs.</summary>
internal sealed class PicturesFactAttribute : FactAttribute
{
    public PicturesFactAttribute()
    {
        if (Directory is null) Skip = "only build pictures runs it";
    }

    /// <summary>Where the pictures go.</summary>
    public static string? Directory { get; } = Environment.GetEnvironmentVariable("GATEWAY_PICTURES") is { Length: > 0 } given ? given : null;
}
