namespace Gateway.Platform.Rosters;

/// <summary>A list has more persons than a roster may have; nothing of it was written.</summary>
internal sealed class RosterFullException : Exception;
