using Gateway.Codec.Crypto;

namespace Gateway.Host.Configuration;

/// <summary>A named set of options for terminals that differ (decisions.md, "Dialect"). <c>standard</c> exists always.</summary>
/// <param name="Cipher">D6: cipher mode, IV, padding, text form over HTTPS, or none.</param>
/// <param name="TimeZone">D10: zone of the terminal's clock.</param>
/// <param name="SetTimeCommand">D12: text of <c>cmd</c> in a clock correction; null = never correct.</param>
internal sealed record Dialect(string Name, CipherOptions Cipher, TimeZoneInfo TimeZone, string? SetTimeCommand)
{
    public const string Standard = "standard";
}
