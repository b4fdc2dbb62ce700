using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Gateway.Actors.Commands;
using Gateway.Tests.Platform.Commands;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Storage.Sql;

/// <summary>Journal and snapshots of an actor system, spoken to as a persistent actor does.</summary>
internal sealed class JournalPlugins(TestDatabase database, bool library = false) : IAsyncDisposable
{
    /// <summary>Whose events they are when nothing else is said.</summary>
    public const string Id = "device-sn1";

    public static readonly CommandQueueSnapshot Snapshot = new CommandQueue("sn1").ToSnapshot();

    private readonly ActorSystem _system = ActorSystem.Create("journal", CommandNode.Setup(database, library));

    private IActorRef Journal => Persistence.Instance.Apply(_system).JournalFor("");

    private IActorRef Snapshots => Persistence.Instance.Apply(_system).SnapshotStoreFor("");

    public static CommandEvents.CommandQueued Event(long seq) => Queued(Push("c" + seq), at: seq);

    public Task WriteAsync(params long[] numbers) => WriteToAsync(Id, numbers);

    public async Task WriteToAsync(string id, params long[] numbers)
    {
        var inbox = Inbox.Create(_system);
        var events = numbers.Select(number => (IPersistentRepresentation)new Persistent(new Tagged(Event(number), [CommandEvents.Tag]), number, id)).ToList();
        Journal.Tell(new WriteMessages([new AtomicWrite([.. events])], inbox.Receiver, 1), inbox.Receiver);
        if (await inbox.ReceiveAsync(Patience.Max) is WriteMessagesFailed failed) throw failed.Cause;
    }

    public async Task DeleteAsync(long to) => Assert.IsType<DeleteMessagesSuccess>(await AskAsync(Journal, self => new DeleteMessagesTo(Id, to, self)));

    public async Task<(List<IPersistentRepresentation> Events, long Highest)> ReplayAsync(string id)
    {
        var inbox = Inbox.Create(_system);
        Journal.Tell(new ReplayMessages(1, long.MaxValue, long.MaxValue, id, inbox.Receiver), inbox.Receiver);
        var events = new List<IPersistentRepresentation>();
        while (true)
        {
            switch (await inbox.ReceiveAsync(Patience.Max))
            {
                case ReplayedMessage replayed: events.Add(replayed.Persistent); break;
                case RecoverySuccess done: return (events, done.HighestSequenceNr);
                case var other: throw new InvalidOperationException($"{other}");
            }
        }
    }

    public async Task SaveSnapshotAsync(long seq) =>
        Assert.IsType<SaveSnapshotSuccess>(await AskAsync(Snapshots, _ => new SaveSnapshot(new SnapshotMetadata(Id, seq, DateTime.UtcNow), Snapshot)));

    public async Task DeleteSnapshotsAsync(long to) =>
        Assert.IsType<DeleteSnapshotsSuccess>(await AskAsync(Snapshots, _ => new DeleteSnapshots(Id, new SnapshotSelectionCriteria(to))));

    public async Task<(SnapshotMetadata Metadata, object Snapshot)> LoadSnapshotAsync()
    {
        var answer = await AskAsync(Snapshots, _ => new LoadSnapshot(Id, SnapshotSelectionCriteria.Latest, long.MaxValue));
        var found = Assert.IsType<LoadSnapshotResult>(answer).Snapshot;
        return (found.Metadata, found.Snapshot);
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private async Task<object> AskAsync(IActorRef plugin, Func<IActorRef, object> message)
    {
        var inbox = Inbox.Create(_system);
        plugin.Tell(message(inbox.Receiver), inbox.Receiver);
        return await inbox.ReceiveAsync(Patience.Max);
    }
}
