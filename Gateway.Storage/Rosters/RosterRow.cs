namespace Gateway.Storage.Rosters;

/// <summary>A person of a site's list.</summary>
/// <param name="Entry">Null: he is on terminals of the site and not in its roster.</param>
/// <param name="Counts">Terminals by state; states without a terminal are left out.</param>
public sealed record RosterRow(string UserId, RosterEntry? Entry, IReadOnlyDictionary<string, int> Counts);
