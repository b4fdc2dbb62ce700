namespace Gateway.Simulator.Reports;

/// <summary>All wrong answers of a run: every one counted, the first <see cref="KeptMax"/> kept.</summary>
internal sealed class WrongAnswerLog(TimeProvider time)
{
    /// <summary>How many are kept with their details.</summary>
    public const int KeptMax = 200;

    private readonly Lock _gate = new();
    private readonly List<WrongAnswer> _kept = [];
    private long _count;

    /// <summary>How many there were.</summary>
    public long Count => Interlocked.Read(ref _count);

    public void Add(string sn, string what, string reason)
    {
        Interlocked.Increment(ref _count);
        lock (_gate)
            if (_kept.Count < KeptMax) _kept.Add(new WrongAnswer(time.GetUtcNow(), sn, what, reason));
    }

    /// <summary>The first ones, oldest first.</summary>
    public IReadOnlyList<WrongAnswer> Kept()
    {
        lock (_gate) return [.. _kept];
    }
}

/// <summary>Something the gateway sent that it should not have sent.</summary>
/// <param name="At">UTC.</param>
/// <param name="What">Which request it answers, or which command it is.</param>
/// <param name="Reason">What is wrong with it; no body, since a body may hold personal data.</param>
internal sealed record WrongAnswer(DateTimeOffset At, string Sn, string What, string Reason)
{
    /// <summary>For people, on one line.</summary>
    public override string ToString() => $"{At:HH:mm:ss.fff} {Sn} {What}: {Reason}";
}
