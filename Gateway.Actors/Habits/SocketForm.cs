namespace Gateway.Actors.Habits;

/// <summary>How command frames go to a terminal on the socket, where neither the specification nor its dialect says it for certain.</summary>
/// <param name="Direct">D13: the command frame is itself the answer to the heartbeat, and not announced in it.</param>
/// <param name="Drain">D14: the next frame follows a result at once.</param>
/// <param name="PacketsFromZero">D7: several packets are numbered from 0, and not from 1.</param>
/// <param name="CountAsNumber">D9: <c>count</c> of a push is a number, and not text.</param>
/// <param name="InlineMost">D17: a photo stands in its person as long as the frame's body has at most so many bytes; else it follows in packets.</param>
/// <param name="InlineOnly">D17: it reads no packets: a person whose photo does not fit is refused.</param>
public readonly record struct SocketForm(bool Direct, bool Drain, bool PacketsFromZero, bool CountAsNumber, int InlineMost, bool InlineOnly)
{
    /// <summary>Most bytes of a frame's body (D2).</summary>
    public const int BodyMost = 10_240;

    /// <summary>As the specification is read where nothing was learned.</summary>
    public static readonly SocketForm Standard = new(Direct: false, Drain: true, PacketsFromZero: false, CountAsNumber: false, BodyMost, InlineOnly: false);
}
