using Gateway.Actors.Commands;
using Gateway.Actors.Time;

namespace Gateway.Actors.Jobs;

/// <summary>What the targets of a job are to do.</summary>
/// <param name="CommandId">The same for all of them, an id being unique per device only: so an order that is given twice is one command.</param>
/// <param name="Life">Of each command, from its hand-out to its queue on.</param>
public sealed record JobOrder(string CommandId, CommandType Type, string? UserId, string? PersonRef, int PersonBytes, string ContentHash, TimeSpan Life)
{
    /// <summary>The command of one target. It does not outlive the job.</summary>
    public Command ToCommand(Job job, DateTimeOffset now)
    {
        var (at, ends) = (now.ToWholeMilliseconds(), (now + Life).ToWholeMilliseconds());
        if (job.Rollout.ExpiresAt is { } over && over < ends) ends = over;
        return new Command(CommandId, Type, UserId, PersonRef, PersonBytes, ContentHash, job.Id, at, ends);
    }
}
