namespace Gateway.Actors.Sessions;

/// <summary>What is known of a terminal's clock (D37). The numbers are frozen: they stand in the presence table.</summary>
public enum ClockHabit
{
    /// <summary>It has never shown the right time.</summary>
    Unknown,

    /// <summary>It has, and has not been wrong for long since.</summary>
    Right,

    /// <summary>Heard for an hour with many different heartbeats, and none had the right time.</summary>
    Wrong,
}
