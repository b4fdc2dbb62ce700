using Gateway.Actors.Commands;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Commands;

/// <summary>What became of a command for one device.</summary>
/// <param name="Id">The command's id, made or given.</param>
/// <param name="Status">The accepted command, new or the first of that id; null when there is a problem.</param>
/// <param name="Problem">Why it was not accepted.</param>
internal readonly record struct QueueingOutcome(string Id, CommandStatus? Status, ProblemKind? Problem)
{
    public static QueueingOutcome Accepted(CommandStatus status) => new(status.Command.Id, status, null);

    public static QueueingOutcome Refused(string id, ProblemKind problem) => new(id, null, problem);
}
