namespace Gateway.Actors.Sessions;

/// <summary>What a session is to its DeviceActor (D20).</summary>
internal enum SessionVerdict
{
    /// <summary>The current one: it is handed commands and settles them.</summary>
    Current,

    /// <summary>It has proved its key, and is heard; nothing is handed to it.</summary>
    Guest,

    /// <summary>Replaced or ended before: whatever comes from it changes nothing.</summary>
    Stale,
}
