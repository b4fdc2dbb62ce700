namespace Gateway.Storage.Rosters;

/// <summary>What became of a <see cref="RosterChange"/>.</summary>
/// <param name="Version">Of the person in the roster, or of the roster without him; 0 when nothing was to be written.</param>
/// <param name="Devices">How many terminals should have him.</param>
public readonly record struct RosterWritten(RosterOutcome Outcome, long Version = 0, int Devices = 0)
{
    /// <summary>Whether the roster is another now.</summary>
    public bool IsChange => Outcome is RosterOutcome.Added or RosterOutcome.Changed or RosterOutcome.Removed;
}

/// <summary>How a change of a roster went.</summary>
public enum RosterOutcome
{
    /// <summary>There is no such site.</summary>
    SiteUnknown,

    /// <summary>He was to go, and is not in the roster.</summary>
    PersonUnknown,

    /// <summary>The roster has <see cref="RosterStore.PersonsMax"/> persons already.</summary>
    Full,

    /// <summary>His content, stored earlier, is not there any more: it must be brought again.</summary>
    ContentGone,

    /// <summary>He stands there so already.</summary>
    Unchanged,

    Added,

    Changed,

    Removed,
}
