namespace Gateway.Storage.Rosters;

/// <summary>A terminal as its roster sees it.</summary>
/// <param name="Site">The managed site that it stands on; null: it stands on none, and has no roster.</param>
/// <param name="IsLeftAlone">It is disabled, replaced or takes no persons.</param>
/// <param name="ShowsDrift">What was done to its list by hand is shown, not repaired.</param>
/// <param name="ResyncedAt">What it was handed before counts for nothing, Unix ms; 0: all counts.</param>
internal sealed record RosterTerminal(string Sn, string? Site, bool IsLeftAlone, bool ShowsDrift, string Dialect, long ResyncedAt);
