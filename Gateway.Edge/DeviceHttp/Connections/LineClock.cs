namespace Gateway.Edge.DeviceHttp.Connections;

/// <summary>
/// The time that a request line may take: a piece of it in each while. The server has a clock only for what it sees, and it does not see a line before its end. For one thread.
/// </summary>
internal sealed class LineClock(DeviceHttpLimits limits, TimeProvider time) : IDisposable
{
    private CancellationTokenSource _late = new(Timeout.InfiniteTimeSpan, time);
    private TimeSpan _left = limits.BodyPieceWithin;
    private long _since;
    private long _held;
    private long _piece;

    /// <summary>Ends the next read when the line is late.</summary>
    public CancellationToken Start(long held)
    {
        if (held == 0 && _late.IsCancellationRequested)
        {
            _late.Dispose();
            _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        if (held == 0 || held < _held) (_held, _piece, _left) = (0, 0, limits.BodyPieceWithin);
        _piece += held - _held;
        _held = held;
        if (_piece >= limits.BodyPieceMin) (_piece, _left) = (0, limits.BodyPieceWithin);
        _since = time.GetTimestamp();
        _late.CancelAfter(held == 0 ? Timeout.InfiniteTimeSpan : _left);
        return _late.Token;
    }

    /// <summary>The read has ended.</summary>
    public void Stop()
    {
        if (_held == 0) return;
        _late.CancelAfter(Timeout.InfiniteTimeSpan);
        var left = _left - time.GetElapsedTime(_since);
        _left = left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    public void Dispose() => _late.Dispose();
}
