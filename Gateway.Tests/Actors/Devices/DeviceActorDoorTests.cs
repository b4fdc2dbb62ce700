using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>What a DeviceActor does when the connection of a session is in its own process.</summary>
public sealed class DeviceActorDoorTests : DeviceActorSpec
{
    private readonly Door _door = new();

    [Fact]
    public void Heartbeat_OfAConnectionThatIsFree_IsAnsweredThere()
    {
        Beat(Here(1), 0);
        Beat(Here(1), 30);

        Live();
        Assert.Equal((2, 0), (_door.Answered, _door.Told));
        Lane.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Heartbeat_OfAConnectionThatIsNotFree_IsAnsweredToItsLane()
    {
        _door.IsFree = false;
        Beat(Here(1), 0);

        Lane.ExpectMsg(new AnswerIdle(1));
        Assert.Equal(Device, Lane.LastSender);
        Assert.Equal((0, 1), (_door.Answered, _door.Told));
    }

    [Fact]
    public void Correction_ToAConnectionHere_GoesToItsLaneAndTheDoorKnows()
    {
        Beat(Here(1), 0, skew: 3600, maySet: true);
        Beat(Here(1), 1);

        Lane.ExpectMsg(new AnswerSetTime(1));
        Live();
        Assert.Equal((1, 1), (_door.Answered, _door.Told));
    }

    [Fact]
    public void Command_ToAConnectionHere_GoesToItsLaneAndTheDoorKnows()
    {
        Beat(Here(1), 0);
        Enqueue(Push("c1"));
        Beat(Here(1), 1);

        Assert.Equal(["c1"], Ids(Delivered()));
        Assert.Equal((1, 1), (_door.Answered, _door.Told));
    }

    [Fact]
    public void Heartbeat_ThatAsksWhereItsActorIs_IsTold()
    {
        Device.Tell(new HeartbeatReceived(Sn, Here(3), At(0), 1, 0, 60, true, 1) { Told = 7 });

        Lane.ExpectMsg(new DeviceRoute.Found(3, 7));
        Assert.Equal(Device, Lane.LastSender);
    }

    [Fact]
    public void Stop_WithSessionsHereAndElsewhere_IsToldToTheLanesHere()
    {
        Beat(SessionOf(9, node: 2, OtherLane), 0);
        Beat(Here(1), 1);
        Live();
        var old = Device;

        Restart();

        Lane.ExpectMsg(new DeviceRoute.Gone(1));
        Assert.Equal(old, Lane.LastSender);
        OtherLane.ExpectMsg<AnswerIdle>();
        OtherLane.ExpectMsg<CloseSession>();
        OtherLane.ExpectNoMsg(TimeSpan.Zero);
    }

    private Session Here(long number) => SessionOf(number) with { Door = _door };

    private sealed class Door : IConnectionDoor
    {
        private int _answered;
        private int _told;

        public bool IsFree { get; set; } = true;

        public int Answered => Volatile.Read(ref _answered);

        public int Told => Volatile.Read(ref _told);

        public bool TryAnswerIdle()
        {
            if (IsFree) Interlocked.Increment(ref _answered);
            return IsFree;
        }

        public void LaneIsTold() => Interlocked.Increment(ref _told);
    }
}
