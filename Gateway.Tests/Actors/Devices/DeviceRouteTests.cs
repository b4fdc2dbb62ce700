using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

public sealed class DeviceRouteTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Session Session = new(new SessionId(1, 5), ActorRefs.Nobody, Transport.Socket, "10.0.0.7:4711", "n1", T0);

    private readonly FakeTimeProvider _time = new(T0);
    private readonly Inbox _region = new("region");
    private readonly Inbox _device = new("device-1");
    private readonly DeviceRoute _route;

    public DeviceRouteTests() => _route = new DeviceRoute(new DeviceRegion(_region), _time);

    [Fact]
    public void Heartbeat_WhoseActorIsNotKnown_GoesThroughTheRegionAndAsks()
    {
        Beat(1);
        Assert.Equal(1, Assert.IsType<HeartbeatReceived>(_region.Messages.Single()).Told);
    }

    [Fact]
    public void Heartbeat_WhoseActorIsKnown_GoesStraightAndAsksNothing()
    {
        Known();
        Beat(2);
        Assert.Empty(_region.Messages);
        Assert.Equal(0, Assert.IsType<HeartbeatReceived>(_device.Messages.Single()).Told);
    }

    [Fact]
    public void Heartbeat_BehindWhatMayStillBeInTheRegion_GoesThere()
    {
        Known();
        _route.Tell(Result(2));
        Beat(3);
        Assert.Equal(2, _region.Messages.Count);

        _route.Learn(_device, 3);
        Beat(4);

        Assert.Single(_device.Messages);
    }

    [Fact]
    public void Heartbeat_BeforeAllThatWentThroughTheRegionHasArrived_GoesThere()
    {
        Beat(1);
        _route.Tell(Result(2));
        _route.Learn(_device, 1);

        Beat(3);

        Assert.Empty(_device.Messages);
    }

    [Fact]
    public void Heartbeat_AfterHalfTheTimeOfPassivation_GoesThroughTheRegion()
    {
        Known();
        _time.Advance(DeviceRoute.ThroughRegionEvery - TimeSpan.FromTicks(1));
        Beat(2);
        Assert.Single(_device.Messages);

        _time.Advance(TimeSpan.FromTicks(1));
        Beat(3);

        Assert.Single(_region.Messages);
        Assert.InRange(DeviceRoute.ThroughRegionEvery + TimeSpan.FromSeconds(180), TimeSpan.Zero, DeviceSharding.PassivateAfter); // D21
    }

    [Fact]
    public void Heartbeat_WhoseActorHasStopped_GoesThroughTheRegion()
    {
        Known();
        Assert.False(_route.Forget(new Inbox("device-0")));
        Assert.True(_route.Forget(_device));

        Beat(2);

        Assert.Empty(_device.Messages);
        Assert.Single(_region.Messages);
    }

    /// <summary>Hand-overs at any moment, messages on their way everywhere: nothing is lost but heartbeats, which are asked again, and what arrives does so in order.</summary>
    [Fact]
    public void Session_ThroughAnyHandOvers_IsHeardWholeAndInOrder()
    {
        var straight = 0;
        for (var seed = 1; seed <= 300; seed++)
        {
            var world = new RouteWorld(seed);
            for (var step = 0; step < 400; step++) world.Step();
            world.Settle();
            Assert.Equal(world.Told, world.HeardResults);
            Assert.Equal(world.Heard.Order(), world.Heard);
            Assert.Null(world.Waiting);
            straight += world.Straight;
        }

        Assert.InRange(straight, 500, int.MaxValue);
    }

    private static CommandResultReceived Result(long number) => new("smz", Session, T0, CommandType.PersonPush, number, null, true, "0000", null, null);

    private void Known()
    {
        Beat(1);
        _region.Messages.Clear();
        _route.Learn(_device, 1);
    }

    private void Beat(long number) => _route.Tell(new HeartbeatReceived("smz", Session, T0, 1, 0, 60, true, number), ActorRefs.Nobody);

    /// <summary>A mailbox that nobody reads.</summary>
    private sealed class Inbox(string name) : MinimalActorRef
    {
        public Queue<object> Messages { get; } = new();

        public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / name;

        public override IActorRefProvider Provider => throw new NotSupportedException();

        protected override void TellInternal(object message, IActorRef sender) => Messages.Enqueue(message);
    }

    /// <summary>A session, its lane, the region, and one incarnation of the DeviceActor after another; who does something next is left to chance.</summary>
    private sealed class RouteWorld
    {
        private readonly Random _chance;
        private readonly Inbox _region = new("region");
        private readonly Queue<(object Message, Inbox From)> _lane = new();
        private readonly DeviceRoute _route;
        private Inbox _device = new("device-0");
        private bool _stopping;
        private long _last;
        private int _incarnation;

        public RouteWorld(int seed)
        {
            _chance = new Random(seed);
            _route = new DeviceRoute(new DeviceRegion(_region), new FakeTimeProvider(T0));
        }

        /// <summary>Results that were told, in order.</summary>
        public List<long> Told { get; } = [];

        public List<long> HeardResults { get; } = [];

        /// <summary>All that was heard but what was asked again.</summary>
        public List<long> Heard { get; } = [];

        /// <summary>The last heartbeat, until it is heard.</summary>
        public HeartbeatReceived? Waiting { get; private set; }

        /// <summary>Heartbeats that took the short way.</summary>
        public int Straight { get; private set; }

        public void Step()
        {
            switch (_chance.Next(32))
            {
                case 0: Send(); break;
                case 1 or 2 or 3: Beat(); break;
                case < 13: Deliver(); break;
                case < 22: Hear(); break;
                case < 31: Listen(); break;
                default: HandOver(); break;
            }
        }

        /// <summary>All that is on its way arrives.</summary>
        public void Settle()
        {
            while (_region.Messages.Count + _device.Messages.Count + _lane.Count > 0)
            {
                Deliver();
                Hear();
                Listen();
            }
        }

        private void Send()
        {
            Told.Add(++_last);
            _route.Tell(Result(_last));
        }

        private void Beat() => _route.Tell(Waiting = new HeartbeatReceived("smz", Session, T0, 1, 0, 60, true, ++_last), ActorRefs.Nobody);

        /// <summary>Region and shard: while the actor is stopping, what is for it waits.</summary>
        private void Deliver()
        {
            if (!_stopping && _region.Messages.TryDequeue(out var message)) _device.Messages.Enqueue(message);
        }

        private void HandOver()
        {
            if (_stopping) return;
            _stopping = true;
            _device.Messages.Enqueue(StopDevice.Instance);
        }

        private void Hear()
        {
            if (!_device.Messages.TryDequeue(out var message)) return;
            if (message is StopDevice) Stop();
            else if (message is CommandResultReceived result) Heard.Add(result.HandOut);
            else Hear((HeartbeatReceived)message);
            if (message is CommandResultReceived { HandOut: var number }) HeardResults.Add(number);
        }

        private void Hear(HeartbeatReceived beat)
        {
            if (beat.At == T0) Heard.Add(beat.Body);
            if (beat.Body == Waiting?.Body) Waiting = null;
            if (beat.Told > 0) _lane.Enqueue((new DeviceRoute.Found(5, beat.Told), _device));
            else Straight++;
        }

        private void Stop()
        {
            Assert.All(_device.Messages, static lost => Assert.Equal(0, Assert.IsType<HeartbeatReceived>(lost).Told));
            _lane.Enqueue((new DeviceRoute.Gone(5), _device));
            _device.Messages.Clear();
            _device = new Inbox($"device-{++_incarnation}");
            _stopping = false;
        }

        private void Listen()
        {
            if (!_lane.TryDequeue(out var told)) return;
            if (told.Message is DeviceRoute.Found found) _route.Learn(told.From, found.Told);
            else if (_route.Forget(told.From) && Waiting is { } waiting) _route.Tell(waiting with { At = T0.AddSeconds(1) }, ActorRefs.Nobody);
        }
    }
}
