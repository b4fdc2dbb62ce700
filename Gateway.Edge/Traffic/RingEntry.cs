namespace Gateway.Edge.Traffic;

/// <summary>One entry of a ring: a frame, or several that were the same one after another. Touched under the lock of its ring only.</summary>
internal sealed class RingEntry(DateTimeOffset at, byte[] json)
{
    public DateTimeOffset At { get; } = at;

    /// <summary>Masked; empty once it is stored, and only what it counts may change.</summary>
    public byte[] Json { get; private set; } = json;

    public DateTimeOffset LastAt { get; private set; } = at;

    public long Times { get; private set; } = 1;

    /// <summary>Given by the store; 0 = not stored yet.</summary>
    public long Number { get; private set; }

    /// <summary><see cref="Times"/> as the store knows it.</summary>
    public long TimesStored { get; private set; }

    /// <summary>The store has it.</summary>
    public void Stored(long number, long times)
    {
        (Number, TimesStored) = (number, times);
        Json = [];
    }

    /// <summary>Once more the same.</summary>
    public void Repeat(DateTimeOffset at)
    {
        LastAt = at;
        Times++;
    }
}
