using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gateway.Codec.Crypto;

/// <summary>A device's DES key: eight bytes. A secret, so its text is masked.</summary>
public sealed class DesKey : IEquatable<DesKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 8;

    private DesKey(ulong value) => Value = value;

    /// <summary>The key bytes, big-endian.</summary>
    internal ulong Value { get; }

    /// <summary>
    /// Reads a key: at least eight printable ASCII characters, of which the first eight count (field notes). Weak and semi-weak keys, with which
    /// DES undoes itself, are refused.
    /// </summary>
    /// <param name="text">The key as it was agreed upon.</param>
    /// <param name="key">The key.</param>
    /// <param name="error">What is wrong; never any part of the key.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DesKey? key, [NotNullWhen(false)] out string? error)
    {
        key = null;
        if (text is null || text.Length < Length)
        {
            error = "a DES key has at least eight characters";
            return false;
        }

        if (!Ascii.IsValid(text))
        {
            error = "a DES key is printable ASCII only";
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(text.AsSpan(0, Length), bytes);
        error = Refusal(bytes) ?? (text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? "a DES key is printable ASCII only" : null);
        if (error is null) key = new DesKey(BinaryPrimitives.ReadUInt64BigEndian(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return error is null;
    }

    /// <summary>
    /// The key that a terminal makes of a text which was not meant as one: its first eight bytes, a shorter one filled up with zero bytes as in the SN field (D5, D35).
    /// </summary>
    /// <returns>Null if it is empty, not ASCII, or a weak key.</returns>
    public static DesKey? OfFirstEight(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes.Clear();
        text = text[..Math.Min(text.Length, Length)];
        if (text.IsEmpty || !Ascii.IsValid(text)) return null;
        Encoding.ASCII.GetBytes(text, bytes);
        var key = Refusal(bytes) is null ? new DesKey(BinaryPrimitives.ReadUInt64BigEndian(bytes)) : null;
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>Writes the eight key bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short.</exception>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, Value);

    public bool Equals(DesKey? other) => other is not null && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as DesKey);

    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Nothing of the key.</summary>
    public override string ToString() => "DES key ********";

    /// <summary>Why these eight bytes are no key; the parity bit of each does not count.</summary>
    internal static string? Refusal(ReadOnlySpan<byte> bytes)
    {
        var withoutParity = BinaryPrimitives.ReadUInt64BigEndian(bytes) & 0xFEFE_FEFE_FEFE_FEFE;
        if (WeakKeys.Contains(withoutParity)) return "a weak DES key is refused";
        return SemiWeakKeys.Contains(withoutParity) ? "a semi-weak DES key is refused" : null;
    }

    // Encrypting twice gives the plaintext back. The keys are given without their parity bits.
    private static ReadOnlySpan<ulong> WeakKeys => [0x0000_0000_0000_0000, 0xFEFE_FEFE_FEFE_FEFE, 0xE0E0_E0E0_F0F0_F0F0, 0x1E1E_1E1E_0E0E_0E0E];

    // Six pairs: what one encrypts the other encrypts back.
    private static ReadOnlySpan<ulong> SemiWeakKeys =>
    [
        0x00FE_00FE_00FE_00FE, 0xFE00_FE00_FE00_FE00, 0x1EE0_1EE0_0EF0_0EF0, 0xE01E_E01E_F00E_F00E,
        0x00E0_00E0_00F0_00F0, 0xE000_E000_F000_F000, 0x1EFE_1EFE_0EFE_0EFE, 0xFE1E_FE1E_FE0E_FE0E,
        0x001E_001E_000E_000E, 0x1E00_1E00_0E00_0E00, 0xE0FE_E0FE_F0FE_F0FE, 0xFEE0_FEE0_FEF0_FEF0
    ];
}
