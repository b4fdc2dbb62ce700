namespace Gateway.Actors.Presence;

/// <summary>What the <see cref="PresenceWriter"/> takes beside <see cref="PresenceUpdate"/> and <see cref="DeviceEvent"/>. All of it stays on one node.</summary>
public static class PresenceMessages
{
    /// <summary>Write what waits, without regard to pace and back-off. Answered with <see cref="Flushed"/>; for the last phases of a shutdown.</summary>
    public sealed record Flush
    {
        public static readonly Flush Instance = new();
    }

    /// <summary>The flush is over.</summary>
    /// <param name="Left">Updates and events still unwritten: 0 unless the store failed.</param>
    public sealed record Flushed(int Left);

    /// <summary>Answered with <see cref="Stats"/>.</summary>
    public sealed record GetStats
    {
        public static readonly GetStats Instance = new();
    }

    /// <summary>Counted since the writer started.</summary>
    /// <param name="Pending">Updates that wait.</param>
    /// <param name="DroppedUpdates">Updates dropped because too many waited.</param>
    /// <param name="DroppedEvents">Events dropped because too many waited.</param>
    /// <param name="Failures">Writes that failed.</param>
    public sealed record Stats(int Pending, long Written, long DroppedUpdates, long DroppedEvents, long Failures);

    internal sealed record WriteDue
    {
        public static readonly WriteDue Instance = new();
    }

    internal sealed record ExpireDue
    {
        public static readonly ExpireDue Instance = new();
    }

    internal sealed record WriteEnded(Exception? Fault);

    internal sealed record ExpireEnded(int Expired, Exception? Fault);
}
