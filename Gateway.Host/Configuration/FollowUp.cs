namespace Gateway.Host.Configuration;

/// <summary>How a heartbeat leads to a command frame (dialect <c>followUp</c>, D13).</summary>
internal enum FollowUp
{
    /// <summary>The answer's status byte names the command word; the command frame follows at once.</summary>
    Announce,

    /// <summary>The command frame is the answer.</summary>
    Direct,
}
