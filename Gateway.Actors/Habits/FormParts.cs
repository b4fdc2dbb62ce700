namespace Gateway.Actors.Habits;

/// <summary>The parts of a <see cref="SocketForm"/>. The numbers are frozen: nodes say them to each other.</summary>
[Flags]
public enum FormParts
{
    None = 0,

    /// <summary>How a frame follows a heartbeat (D13).</summary>
    FollowUp = 1,

    /// <summary>How <c>count</c> of a push is written (D9).</summary>
    PushCount = 2,

    /// <summary>From which number several packets count (D7).</summary>
    Packets = 4,

    /// <summary>How a photo travels (D17).</summary>
    Photo = 8,

    /// <summary>A frame at once after a result (D14).</summary>
    Drain = 16,

    All = FollowUp | PushCount | Packets | Photo | Drain,
}
