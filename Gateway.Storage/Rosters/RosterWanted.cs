namespace Gateway.Storage.Rosters;

/// <summary>A person as a roster wants him on a terminal.</summary>
/// <param name="PersonBytes">About how many bytes he takes on the wire.</param>
internal sealed record RosterWanted(string UserId, long Version, string PersonRef, int PersonBytes);
