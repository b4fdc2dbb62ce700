namespace Gateway.Storage.Rosters;

/// <summary>A person on a gate, as a field of a <see cref="RosterMatrix"/>: the states of a roster, and none.</summary>
public enum RosterCell : byte
{
    /// <summary>He should not be there, and is not.</summary>
    None,

    /// <summary>The terminal has confirmed him as he is wanted.</summary>
    Present,

    /// <summary>He waits, or his command is queued.</summary>
    Pending,

    /// <summary>His command is on its way.</summary>
    Sent,

    /// <summary>The terminal has refused him.</summary>
    Failed,

    /// <summary>He is to go.</summary>
    Removing,

    /// <summary>There by an explicit command, in no roster.</summary>
    Foreign,
}
