using Gateway.Actors.Sweeper;
using Gateway.Storage.Journal;
using Gateway.Storage.Persons;

namespace Gateway.Storage.Commands;

/// <summary>What the sweeper needs of the stores.</summary>
public sealed class CommandSweepStore(CommandStore commands, PersonStore persons, CommandJournal journal) : ICommandSweepStore
{
    public TimeSpan PersonGrace => PersonStore.GracePeriod;

    public Task<List<string>> GetExpiredSnsAsync(DateTimeOffset at, string after, int most, CancellationToken cancellation) =>
        commands.GetExpiredSnsAsync(at, after, most, cancellation);

    public Task<List<string>> GetReplacedSnsAsync(string after, int most, CancellationToken cancellation) => commands.GetReplacedSnsAsync(after, most, cancellation);

    public async Task<DateTimeOffset?> GetUnprojectedSinceAsync(CancellationToken cancellation) =>
        await journal.ReadUnprojectedAsync(1, cancellation) is [var oldest] ? oldest.Happened.At : null;

    public Task<int> DeleteUnusedPersonsAsync(DateTimeOffset olderThan, int most, CancellationToken cancellation) =>
        persons.DeleteUnusedAsync(olderThan, most, cancellation);
}
