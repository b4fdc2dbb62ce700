using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gateway.Codec.Bodies;

/// <summary>Up to 32 bytes of UTF-8 in place, so that a heartbeat costs the heap nothing.</summary>
internal struct ShortText
{
    /// <summary>Most bytes it can hold.</summary>
    public const int LengthMax = 32;

    private Bytes _bytes;
    private int _length;

    /// <summary>False until it was read, also for null.</summary>
    public bool IsPresent { get; private set; }

    public readonly bool IsEmpty => _length == 0;

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Span => ((ReadOnlySpan<byte>)_bytes)[.._length];

    /// <summary>Takes the current value; false if it is no text, or too long.</summary>
    public bool TryRead(ref JsonInput input)
    {
        IsPresent = !input.IsNull;
        return input.TryCopyText(_bytes, out _length);
    }

    public readonly string? ToText() => IsPresent ? Encoding.UTF8.GetString(Span) : null;

    [InlineArray(LengthMax)]
    private struct Bytes
    {
        private byte _first;
    }
}
