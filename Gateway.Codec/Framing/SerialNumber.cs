using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Framing;

/// <summary>
/// A terminal's SN as its 16 bytes on the wire (§5.2, D5). Two are equal when they are the same without trailing NULs and spaces;
/// <see cref="CopyTo"/> gives back the very bytes that came in.
/// </summary>
public readonly struct SerialNumber : IEquatable<SerialNumber>
{
    /// <summary>Bytes on the wire, and the most characters an SN can have.</summary>
    public const int Length = 16;

    private readonly ulong _high;
    private readonly ulong _low;

    private SerialNumber(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>True if nothing but NULs and spaces is in it; so is <c>default</c>.</summary>
    public bool IsEmpty => Trim() is (0, 0);

    /// <summary>Takes the 16 bytes as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 16 bytes.</exception>
    public static SerialNumber Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Reads 1..16 printable ASCII characters; spaces at the end fall away (D5). The wire form is padded with NULs.</summary>
    public static bool TryFromText(string? text, out SerialNumber sn, [NotNullWhen(false)] out string? error)
    {
        sn = default;
        var trimmed = (text ?? "").AsSpan().TrimEnd(' ');
        error = trimmed.Length switch
        {
            0 => "an SN has at least one character",
            > Length => string.Create(CultureInfo.InvariantCulture, $"an SN has at most {Length} characters, this one has {trimmed.Length}"),
            _ => trimmed.ContainsAnyExceptInRange(' ', '~') ? "an SN is printable ASCII only" : null
        };
        if (error is not null) return false;

        Span<byte> bytes = stackalloc byte[Length];
        bytes.Clear();
        Encoding.ASCII.GetBytes(trimmed, bytes);
        sn = Read(bytes);
        return true;
    }

    /// <summary>The SN without its padding; false if it is empty or has anything but printable ASCII in it. // D5</summary>
    public bool TryGetText([NotNullWhen(true)] out string? sn)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var length = CopyTextTo(bytes);
        sn = length == 0 || bytes[..length].ContainsAnyExceptInRange((byte)' ', (byte)'~') ? null : Encoding.ASCII.GetString(bytes[..length]);
        return sn is not null;
    }

    /// <summary>Writes the 16 bytes as they came in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is too short.</exception>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
    }

    /// <summary>True if <paramref name="text"/> (UTF-8) names this SN; padding on either side does not count.</summary>
    public bool TextEquals(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return bytes[..CopyTextTo(bytes)].SequenceEqual(text.TrimEnd("\0 "u8));
    }

    public bool Equals(SerialNumber other) => (_high == other._high && _low == other._low) || Trim() == other.Trim();

    public override bool Equals(object? obj) => obj is SerialNumber other && Equals(other);

    public override int GetHashCode() => Trim().GetHashCode();

    public static bool operator ==(SerialNumber left, SerialNumber right) => left.Equals(right);

    public static bool operator !=(SerialNumber left, SerialNumber right) => !left.Equals(right);

    /// <summary>The SN as text; one that is none as hexadecimal.</summary>
    public override string ToString() => TryGetText(out var text) ? text : string.Create(CultureInfo.InvariantCulture, $"0x{_high:X16}{_low:X16}");

    private int CopyTextTo(Span<byte> bytes)
    {
        CopyTo(bytes);
        return bytes.TrimEnd("\0 "u8).Length;
    }

    /// <summary>The two halves with the padding as NULs.</summary>
    private (ulong High, ulong Low) Trim()
    {
        var low = TrimEnd(_low);
        return low == 0 ? (TrimEnd(_high), 0) : (_high, low);
    }

    private static ulong TrimEnd(ulong half)
    {
        for (var shift = 0; shift < 64; shift += 8)
            if ((byte)(half >> shift) is not (0 or (byte)' ')) return half >> shift << shift;

        return 0;
    }
}
