namespace Gateway.Edge.Traffic;

/// <summary>One entry of a ring: a frame, or several that were the same one after another. Touched under the lock of its ring only.</summary>
internal sealed class RingEntry(DateTimeOffset at, byte[] json)
{
    public DateTimeOffset At { get; } = at;

    /// <summary>Masked.</summary>
    public byte[] Json { get; } = json;

    public DateTimeOffset LastAt { get; private set; } = at;

    public long Times { get; private set; } = 1;

    /// <summary>Given by the store; 0 = not stored yet.</summary>
    public long Number { get; set; }

    /// <summary><see cref="Times"/> as the store knows it.</summary>
    public long TimesStored { get; set; }

    /// <summary>Once more the same.</summary>
    public void Repeat(DateTimeOffset at)
    {
        LastAt = at;
        Times++;
    }
}
