namespace Gateway.Simulator.Terminals;

/// <summary>How long a terminal waits before it connects again: doubling, with jitter, so that a restarted gateway is not met by all at one instant.</summary>
internal static class Backoff
{
    private const double FirstSeconds = 0.5;
    private const double MaxSeconds = 8;
    private const int DoublingsMax = 4;

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="failures">Attempts that failed in a row, and connections that never were answered; 0 after a connection that worked.</param>
    /// <param name="jitter">0 up to 1: the wait is between half and the whole of its length.</param>
    public static TimeSpan Delay(int failures, double jitter)
    {
        var whole = Math.Min(MaxSeconds, FirstSeconds * (1 << Math.Min(failures, DoublingsMax)));
        return TimeSpan.FromSeconds(whole * (0.5 + (jitter / 2)));
    }
}
