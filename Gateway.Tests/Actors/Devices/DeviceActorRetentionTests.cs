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
    /// <param name="unprojected">The first event that is not projected; null when all are.</param>
    /// <param name="left">Events in the journal after two snapshots.</param>
    [Theory]
    [InlineData(1, 2 * DeviceActor.SnapshotEvery)]
    [InlineData(51, 2 * DeviceActor.SnapshotEvery - 50)]
    [InlineData(null, 0)]
    public void Events_BeforeASnapshot_AreDeletedOnlyWhenProjected(int? unprojected, int left)
    {
        List<string> asked = [];
        var options = new DeviceActorOptions(Presence.Ref, Time)
        {
            GetUnprojected = id =>
            {
                asked.Add(id);
                return Task.FromResult(unprojected ?? long.MaxValue);
            },
        };
        Restart(options);
        for (var i = 0; i < 2 * DeviceActor.SnapshotEvery; i++) Enqueue(Push("c" + i));
        AwaitAssert(() => Assert.Equal((2, left), (asked.Count, CountEvents())));
        Assert.Equal(DeviceActor.PersistenceIdOf(Sn), asked[0]);

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
