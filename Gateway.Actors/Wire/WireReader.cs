using System.Buffers.Binary;
using System.Runtime.Serialization;
using Akka.Actor;

namespace Gateway.Actors.Wire;

/// <summary>Reads what <see cref="WireWriter"/> wrote. Anything else is a <see cref="SerializationException"/>, never a wrong value or a large allocation.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes, IActorRefProvider? provider, IHiddenText? cipher)
{
    private const string Unreadable = "***";

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new SerializationException($"No truth value: {other}."),
    };

    public ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new SerializationException("Number of more than 64 bits.");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int() => Signed() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw new SerializationException("Number of more than 32 bits.");

    public int? IntOrNull() => Bool() ? Int() : null;

    public long Fixed() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public DateTimeOffset Time()
    {
        var ticks = Fixed();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw new SerializationException("Time out of range.");
    }

    public DateTimeOffset? TimeOrNull() => Bool() ? Time() : null;

    public string? TextOrNull()
    {
        var length = Unsigned();
        if (length == 0) return null;
        return length - 1 <= (ulong)_rest.Length ? Encoding.UTF8.GetString(Take((int)length - 1)) : throw new SerializationException("Cut short.");
    }

    /// <summary>Unreadable, and so a mask, where the key is gone: a device must not stop for the words of its terminal.</summary>
    public string? HiddenOrNull()
    {
        var length = Unsigned();
        if (length == 0) return null;
        if (length - 1 > (ulong)_rest.Length) throw new SerializationException("Cut short.");
        var hidden = Take((int)length - 1).ToArray();
        return (cipher ?? throw new SerializationException("There is no cipher for what terminals say.")).Reveal(hidden) ?? Unreadable;
    }

    public string Text() => TextOrNull() ?? throw new SerializationException("A text is missing.");

    /// <summary>The count of a list. Each item takes a byte at least: more items than bytes is damage.</summary>
    public int Count()
    {
        var count = Unsigned();
        return count <= (ulong)_rest.Length ? (int)count : throw new SerializationException("Cut short.");
    }

    public string[] Texts()
    {
        var values = new string[Count()];
        for (var i = 0; i < values.Length; i++) values[i] = Text();
        return values;
    }

    public T Enum<T>()
        where T : struct, Enum => EnumOf<T>(Byte());

    /// <summary>One whose byte has a flag beside it.</summary>
    public T Enum<T>(byte flag, out bool isFlagged)
        where T : struct, Enum
    {
        var value = Byte();
        isFlagged = (value & flag) != 0;
        return EnumOf<T>((byte)(value & ~flag));
    }

    private static T EnumOf<T>(byte value)
        where T : struct, Enum
    {
        var result = System.Enum.ToObject(typeof(T), (int)value);
        return System.Enum.IsDefined(typeof(T), result) ? (T)result : throw new SerializationException($"No {typeof(T).Name}: {value}.");
    }

    public IActorRef Ref() => TextOrNull() is not { } path
        ? ActorRefs.Nobody
        : provider?.ResolveActorRef(path) ?? throw new SerializationException("A reference to an actor where there can be none.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length) throw new SerializationException("Cut short.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
