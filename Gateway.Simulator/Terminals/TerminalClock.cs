using Gateway.Codec.Bodies;

namespace Gateway.Simulator.Terminals;

/// <summary>A terminal's own clock: it may be wrong, and the gateway may set it (D12).</summary>
/// <param name="time">The true time.</param>
/// <param name="utcOffset">Its zone.</param>
/// <param name="error">How far the clock is ahead of the truth at first.</param>
internal sealed class TerminalClock(TimeProvider time, TimeSpan utcOffset, TimeSpan error)
{
    private TimeSpan _error = error;

    /// <summary>What the clock shows, in the terminal's zone.</summary>
    public DateTimeOffset Now => (time.GetUtcNow() + _error).ToOffset(utcOffset);

    /// <summary>The same as the protocol writes it. // D10</summary>
    public string Text => Now.ToString(DeviceTime.Pattern, CultureInfo.InvariantCulture);

    /// <summary>The zone the terminal stands in.</summary>
    public TimeSpan UtcOffset => utcOffset;

    /// <summary>Sets the clock.</summary>
    public void Adopt(DateTimeOffset told) => _error = told - time.GetUtcNow();
}
