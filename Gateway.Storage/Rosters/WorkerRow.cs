namespace Gateway.Storage.Rosters;

/// <summary>A person of rosters.</summary>
/// <param name="Entries">One for each site whose roster has him, by code.</param>
/// <param name="Counts">Terminals by state; states without a terminal are left out, and so are terminals that nothing was done about yet.</param>
public sealed record WorkerRow(string UserId, IReadOnlyList<RosterEntry> Entries, IReadOnlyDictionary<string, int> Counts)
{
    public override string ToString() => "***";
}
