namespace Gateway.Codec.Framing;

/// <summary>Who sent a frame (§5.2).</summary>
public enum FrameSide
{
    /// <summary>Terminal to server: magic DD CC.</summary>
    Request,

    /// <summary>Server to terminal: magic CC DD.</summary>
    Reply
}
