using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Framing;

/// <summary>What became of a packet given to <see cref="PacketAssembler"/>.</summary>
public enum AssembleResult
{
    /// <summary>It is a message of its own.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "A single packet, as D7 calls it; not a floating-point number.")]
    Single,

    /// <summary>It belongs to a message of which more is to come.</summary>
    NeedMore,

    /// <summary>It was the last one: the message is whole.</summary>
    Complete,

    /// <summary>It breaks a rule or a limit; an unfinished message was dropped.</summary>
    Refused
}
