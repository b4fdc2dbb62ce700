using Akka.Actor;
using Akka.Persistence;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>What of the journal is deleted behind a snapshot, and when a recovery may be spared.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class DeviceActorRetentionTests : DeviceActorSpec
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Events_BeforeASnapshot_AreDeletedOnlyWhenProjected(bool projected)
    {
        var until = projected ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue;
        var options = new DeviceActorOptions(Presence.Ref, Time) { ProjectedUntil = () => until };
        Restart(options);
        for (var i = 0; i < 2 * DeviceActor.SnapshotEvery; i++) Enqueue(Push("c" + i));
        // Deleting begins after the answer that made the second snapshot due: one more round lets both pass through the journal.
        AwaitAssert(() => Assert.Equal(projected ? DeviceActor.SnapshotEvery : 0, 2 * DeviceActor.SnapshotEvery - CountEvents()));

        Restart(options);
        Assert.Equal(2 * DeviceActor.SnapshotEvery, Live().Queued);
    }

    [Fact]
    public void NoHistory_StartsWithoutRecovery_AndTellsWhenItBegins()
    {
        List<string> begun = [];
        Restart(new DeviceActorOptions(Presence.Ref, Time) { HasHistory = _ => false, HistoryBegins = begun.Add });
        Beat(SessionOf(1), 0);
        Lane.ExpectMsg<AnswerIdle>();
        Assert.Empty(begun);
        Enqueue(Push("a"));
        Assert.Equal([Sn], begun);
        Restart();

        Assert.Equal(CommandState.Queued, StateOf("a"));
    }

    private int CountEvents()
    {
        var probe = CreateTestProbe();
        var counter = Sys.ActorOf(Props.Create(() => new EventCounter(DeviceActor.PersistenceIdOf(Sn), probe.Ref)));
        var count = probe.ExpectMsg<int>();
        Sys.Stop(counter);
        return count;
    }

    /// <summary>Reads a journal without its snapshots and tells how many events it still has.</summary>
    private sealed class EventCounter(string persistenceId, IActorRef to) : UntypedPersistentActor
    {
        private int _count;

        public override string PersistenceId => persistenceId;

        public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

        protected override void OnRecover(object message)
        {
            if (message is RecoveryCompleted) to.Tell(_count);
            else _count++;
        }

        protected override void OnCommand(object message) => Unhandled(message);
    }
}
