using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;

namespace Gateway.Fuzz.Targets;

/// <summary>The terminal that seeds are of.</summary>
internal static class KnownTerminal
{
    public const string SnText = "smz-a03";
    public const string KeyText = "l8iTgWXT";

    public static SerialNumber Sn { get; } = SerialNumber.TryFromText(SnText, out var sn, out var error) ? sn : throw new InvalidOperationException(error);

    public static DesCipher Cipher { get; } =
        DesKey.TryParse(KeyText, out var key, out var error) ? new DesCipher(key, CipherOptions.Standard) : throw new InvalidOperationException(error);
}
