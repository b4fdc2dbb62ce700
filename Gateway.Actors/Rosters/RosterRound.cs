using Gateway.Actors.Commands;

namespace Gateway.Actors.Rosters;

/// <summary>What is to be done about one terminal, written down before anything of it is done.</summary>
/// <param name="Change">The mark of the round from now on.</param>
/// <param name="Deliveries">Orders that the terminal's actor may not have, those of rounds before that were cut off too: their ids make a repetition harmless.</param>
/// <param name="Cancels">Ids of open orders that nobody wants any more. What is in flight goes on.</param>
public sealed record RosterRound(long Change, IReadOnlyList<Command> Deliveries, IReadOnlyList<string> Cancels);
