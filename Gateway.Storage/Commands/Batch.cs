using Gateway.Actors.Commands;

namespace Gateway.Storage.Commands;

/// <summary>One request to many targets.</summary>
/// <param name="Targets">How many devices it was for.</param>
/// <param name="Accepted">How many commands were accepted, those that were there before included; null while it is under way, and for ever when the node died
/// meanwhile.</param>
/// <param name="Rejected">How many targets were refused; null as above.</param>
/// <param name="Counts">The batch's commands by state; every state has an entry.</param>
public sealed record Batch(
    string Id, CommandType Type, DateTimeOffset CreatedAt, int Targets, int? Accepted, int? Rejected, IReadOnlyDictionary<CommandState, int> Counts);
