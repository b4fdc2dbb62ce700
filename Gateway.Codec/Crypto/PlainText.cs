using System.Text.Unicode;

namespace Gateway.Codec.Crypto;

/// <summary>Tells what a right key yields from what a wrong one does.</summary>
public static class PlainText
{
    /// <summary>True for UTF-8 text that is not empty and has no control characters but tab and line ends: what random bytes hardly ever are.</summary>
    public static bool IsText(ReadOnlySpan<byte> plain)
    {
        foreach (var value in plain)
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7F) return false;

        return !plain.IsEmpty && Utf8.IsValid(plain);
    }
}
