namespace Gateway.Actors.Commands;

/// <summary>What a roster's command is to bring about: that a terminal has what the roster of its site wants.</summary>
/// <param name="Site">The site's code.</param>
/// <param name="Version">The version of the roster's person, or of his removal.</param>
public sealed record RosterOrder(string Site, long Version);
