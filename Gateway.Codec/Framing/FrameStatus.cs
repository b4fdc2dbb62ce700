namespace Gateway.Codec.Framing;

/// <summary>The status byte of a reply (§5.2). Values from 0x10 up are a follow-up command word.</summary>
public static class FrameStatus
{
    /// <summary>Nothing to do.</summary>
    public const byte Idle = 0;

    /// <summary>Done; a body may say more. Terminals send it in their requests as well.</summary>
    public const byte Success = 1;

    /// <summary>Refused; a body, when there is one, says why.</summary>
    public const byte Failure = 2;
}
