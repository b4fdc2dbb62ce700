using Gateway.Actors.Sweeper;

namespace Gateway.Storage.Commands;

/// <summary>What the sweeper needs of two stores.</summary>
public sealed class CommandSweepStore(CommandStore commands, PersonStore persons) : ICommandSweepStore
{
    public TimeSpan PersonGrace => PersonStore.GracePeriod;

    public Task<List<string>> GetExpiredSnsAsync(DateTimeOffset at, string after, int most, CancellationToken cancellation) =>
        commands.GetExpiredSnsAsync(at, after, most, cancellation);

    public Task<int> DeleteUnusedPersonsAsync(DateTimeOffset olderThan, int most, CancellationToken cancellation) =>
        persons.DeleteUnusedAsync(olderThan, most, cancellation);
}
