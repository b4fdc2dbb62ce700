using Gateway.Actors.Commands;

namespace Gateway.Storage.Commands;

/// <summary>Filters of the list of commands; null = any.</summary>
/// <param name="Site">Where the terminal is now.</param>
/// <param name="From">Accepted then or later.</param>
/// <param name="To">Accepted before.</param>
public sealed record CommandFilter(
    string? Sn = null,
    string? Site = null,
    string? UserId = null,
    string? Id = null,
    string? BatchId = null,
    CommandState? State = null,
    CommandType? Type = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);
