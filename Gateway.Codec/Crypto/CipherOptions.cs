using System.Security.Cryptography;

namespace Gateway.Codec.Crypto;

/// <summary>How a device's dialect encrypts bodies (D6).</summary>
/// <param name="Mode">CBC or ECB.</param>
/// <param name="Iv">Eight bytes; none means eight zero bytes. ECB has none.</param>
/// <param name="Padding">
/// PKCS7, Zeros or None. Zeros are taken off again in reading, which JSON allows; with None the plaintext is filled up with spaces, which JSON ignores.
/// </param>
/// <param name="Enabled">False for lab use: bodies are sent and read in clear, and over HTTPS as the text itself.</param>
/// <param name="Text">The form over HTTPS.</param>
public sealed record CipherOptions(
    CipherMode Mode = CipherMode.CBC,
    ReadOnlyMemory<byte> Iv = default,
    PaddingMode Padding = PaddingMode.PKCS7,
    bool Enabled = true,
    CipherText Text = CipherText.Hex)
{
    /// <summary>Bytes of a DES block, a key and an IV.</summary>
    public const int BlockLength = 8;

    /// <summary>What all known vendors do: DES-CBC, zero IV, PKCS#7, hexadecimal text (field notes).</summary>
    public static CipherOptions Standard { get; } = new();

    /// <summary>What is wrong with these options, naming the one; null if nothing is.</summary>
    public string? Error => this switch
    {
        { Mode: not (CipherMode.CBC or CipherMode.ECB) } => $"cipher mode {Mode} is not one of CBC, ECB",
        { Padding: not (PaddingMode.PKCS7 or PaddingMode.Zeros or PaddingMode.None) } => $"padding {Padding} is not one of PKCS7, Zeros, None",
        { Iv.Length: not (0 or BlockLength) } => $"the IV has {Iv.Length} bytes instead of {BlockLength}",
        { Text: not (CipherText.Hex or CipherText.Base64) } => $"text form {Text} is not one of Hex, Base64",
        _ => null
    };

    /// <summary>How many bytes a plaintext of that many bytes becomes.</summary>
    public int EncryptedLength(int plainLength)
    {
        if (!Enabled) return plainLength;
        var padded = Padding == PaddingMode.PKCS7 ? plainLength + BlockLength : plainLength + BlockLength - 1;
        return padded / BlockLength * BlockLength;
    }

    /// <summary>Compares the bytes of the IV, not where they stand.</summary>
    public bool Equals(CipherOptions? other) => other is not null
        && Mode == other.Mode && Padding == other.Padding && Enabled == other.Enabled && Text == other.Text && Iv.Span.SequenceEqual(other.Iv.Span);

    public override int GetHashCode() => HashCode.Combine(Mode, Padding, Enabled, Text, Iv.Length);
}
