namespace Gateway.Codec.Bodies;

/// <summary>The records of an upload that cannot be read: the first few by name, all of them counted. A body of nothing else has millions (D39).</summary>
internal sealed class AttendanceFaults
{
    /// <summary>Faults that are named.</summary>
    public const int NamedMax = 3;

    private readonly List<AttendanceEntryFault> _named = new(NamedMax);

    public IReadOnlyList<AttendanceEntryFault> Named => _named;

    public int Count { get; private set; }

    public void Add(AttendanceEntryFault fault)
    {
        Count++;
        if (_named.Count < NamedMax) _named.Add(fault);
    }
}
