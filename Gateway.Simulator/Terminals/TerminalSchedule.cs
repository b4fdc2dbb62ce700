namespace Gateway.Simulator.Terminals;

/// <summary>When one terminal does what it does by itself, in timestamps.</summary>
/// <param name="Index">Its place among all.</param>
/// <param name="ConnectAt">Its first attempt to connect.</param>
/// <param name="Heartbeats">Its heartbeats.</param>
/// <param name="Uploads">Its uploads; null when it has none.</param>
internal readonly record struct TerminalSchedule(int Index, long ConnectAt, Grid Heartbeats, Grid? Uploads)
{
    /// <summary>The schedule of one of many, so that all together connect at the ramp's rate and beat and upload evenly.</summary>
    public static TerminalSchedule Of(RunContext context, long start, int index, int count)
    {
        var options = context.Options;
        return new TerminalSchedule(
            index,
            start + context.Ticks(TimeSpan.FromSeconds(index / options.RampPerSecond)),
            Grid.Share(start, context.Ticks(options.HeartbeatEvery), index, count),
            options.UploadEvery is { } every ? Grid.Share(start, context.Ticks(every), index, count) : null);
    }
}
