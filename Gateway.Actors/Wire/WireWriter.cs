using System.Buffers.Binary;
using System.Runtime.Serialization;
using Akka.Actor;

namespace Gateway.Actors.Wire;

/// <summary>
/// Writes one body. Integers that are usually small are varints (7 bits a byte, low first; signed ones zigzag), times are 8 bytes of UTC ticks, strings their UTF-8 length plus one
/// (0 = null) and bytes, lists their count and items. Fixed-size numbers are little-endian.
/// </summary>
internal sealed class WireWriter
{
    private byte[] _buffer = new byte[512];
    private int _length;

    /// <summary>For <see cref="Hidden"/>.</summary>
    public IHiddenText? Cipher { get; set; }

    public void Reset() => _length = 0;

    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public void Byte(byte value) => Room(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Unsigned(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Fixed(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    public void Time(DateTimeOffset value) => Fixed(value.UtcTicks);

    public void Time(DateTimeOffset? value)
    {
        Bool(value is not null);
        if (value is { } time) Time(time);
    }

    public void SignedOrNull(int? value)
    {
        Bool(value is not null);
        if (value is { } number) Signed(number);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Byte(0);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)bytes + 1);
        Encoding.UTF8.GetBytes(value, Room(bytes));
    }

    /// <summary>A text that may name a person: hidden, its length plus one before it (0 = null).</summary>
    /// <exception cref="SerializationException">Nobody has said how; in clear it must not go.</exception>
    public void Hidden(string? value)
    {
        if (value is null)
        {
            Byte(0);
            return;
        }

        var bytes = (Cipher ?? throw new SerializationException("There is no cipher for what terminals say.")).Hide(value);
        Unsigned((ulong)bytes.Length + 1);
        bytes.CopyTo(Room(bytes.Length));
    }

    public void Texts(IReadOnlyList<string> values)
    {
        Unsigned((ulong)values.Count);
        foreach (var value in values) Text(value);
    }

    public void Ref(IActorRef? value) => Text(value is null || value.IsNobody() ? null : Akka.Serialization.Serialization.SerializedActorPath(value));

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        var room = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return room;
    }
}
