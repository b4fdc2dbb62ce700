namespace Gateway.Actors.Sessions;

/// <summary>What a session is to its DeviceActor (D20).</summary>
internal enum SessionVerdict
{
    /// <summary>The current one.</summary>
    Current,

    /// <summary>New, and there was no other: it is the current one from now on.</summary>
    Adopted,

    /// <summary>Newer than the current one, which it has replaced.</summary>
    TookOver,

    /// <summary>Replaced or ended before: whatever comes from it changes nothing.</summary>
    Stale,
}
