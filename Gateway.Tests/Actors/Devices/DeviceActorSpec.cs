using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>One DeviceActor between a lane, a presence writer and the platform, all three test probes; the journal is in memory, the time comes with the messages.</summary>
public abstract class DeviceActorSpec : TestKit
{
    internal const string Sn = "smz-a03";

    internal static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    internal const string Hocon = Patience.OfTestKit + """
        akka.loglevel = ERROR
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        akka.actor.mailbox.unbounded-deque-based.mailbox-type = "Gateway.Actors.Devices.QuietMailbox, Gateway.Actors"
        """;

    private readonly TestProbe _lane;
    private readonly TestProbe _otherLane;
    private readonly TestProbe _presence;
    private readonly TestProbe _platform;
    private readonly TestProbe _sync;
    private long _handOut;
    private long _lastBody = 1_000;

    protected DeviceActorSpec(string? hocon = null)
        : base(ConfigurationFactory.ParseString(hocon ?? "").WithFallback(ConfigurationFactory.ParseString(Hocon)), "spec")
    {
        _lane = CreateTestProbe("lane");
        _otherLane = CreateTestProbe("other-lane");
        _presence = CreateTestProbe("presence");
        _platform = CreateTestProbe("platform");
        _sync = CreateTestProbe("sync");
        Device = Start();
    }

    /// <summary>The actor's own clock: what it goes by where no message brings a time.</summary>
    private protected FakeTimeProvider Time { get; } = new(T0);

    private protected TestProbe Lane => _lane;

    private protected TestProbe OtherLane => _otherLane;

    private protected TestProbe Presence => _presence;

    private protected TestProbe Platform => _platform;

    private protected IActorRef Device { get; set; }

    private protected IActorRef Start(DeviceActorOptions? options = null) =>
        Sys.ActorOf(DeviceActor.Props(Sn, options ?? new DeviceActorOptions(_presence.Ref, Time)));

    /// <summary>Ends the actor as a moving shard does, and starts the next incarnation.</summary>
    private protected void Restart(DeviceActorOptions? options = null)
    {
        var watcher = CreateTestProbe();
        watcher.Watch(Device);
        Device.Tell(StopDevice.Instance);
        watcher.ExpectTerminated(Device);
        Device = Start(options);
    }

    private protected Session SessionOf(long number, long node = 1, TestProbe? lane = null) =>
        new(new SessionId(node, number), (lane ?? _lane).Ref, Transport.Socket, "10.0.0.7:4711", "akka://node1", T0);

    private protected static Session HttpSession() => new(new SessionId(1, 900), ActorRefs.Nobody, Transport.Http, "10.0.0.7:4712", "akka://node1", T0);

    private protected static DateTimeOffset At(double seconds) => T0.AddSeconds(seconds);

    /// <summary>Puts the actor's clock to what comes with the next message, once it has seen all messages before.</summary>
    private protected void Clock(double seconds)
    {
        if (At(seconds) <= Time.GetUtcNow()) return;
        Device.Tell(new GetLiveState(Sn), _sync.Ref);
        _sync.ExpectMsg<DeviceLiveState>();
        Time.Advance(At(seconds) - Time.GetUtcNow());
    }

    /// <summary>A heartbeat; its body is one that never came before, unless it is given.</summary>
    private protected void Beat(
        Session session, double seconds, int? skew = 0, bool maySet = true, long? body = null, UnreportedRule unreported = UnreportedRule.Fail)
    {
        Clock(seconds);
        Device.Tell(new HeartbeatReceived(Sn, session, At(seconds), 1, skew, 60, maySet, body ?? ++_lastBody, unreported));
    }

    /// <summary>The next frame; results that follow are about it.</summary>
    private protected Deliver Delivered(TestProbe? lane = null)
    {
        var deliver = (lane ?? _lane).ExpectMsg<Deliver>();
        _handOut = deliver.HandOut;
        return deliver;
    }

    private protected void Result(
        Session session, double seconds, CommandType type = CommandType.PersonPush, bool ok = true, string? desc = null, bool drain = true, long? handOut = null,
        string[]? ids = null)
    {
        Clock(seconds);
        Device.Tell(new CommandResultReceived(Sn, session, At(seconds), type, handOut ?? _handOut, ids, ok, ok ? "0000" : "9999", desc, drain));
    }

    private protected void End(Session session, double seconds, CloseReason reason = CloseReason.PeerClosed)
    {
        Clock(seconds);
        Device.Tell(new SessionEnded(Sn, session.Id, At(seconds), reason));
    }

    /// <summary>The lane's word of what it did not send.</summary>
    private protected void Unsent(Session session, Deliver deliver, string[] notSent, bool written = true, bool awaitsAnswer = false, params UnsendableCommand[] unsendable) =>
        Device.Tell(new DeliveryUnsent(Sn, session.Id, deliver.HandOut, Time.GetUtcNow(), notSent, unsendable, written, awaitsAnswer));

    private protected CommandStatus Enqueue(Command command, double seconds = 0)
    {
        Device.Tell(new EnqueueCommand(Sn, At(seconds), command), _platform.Ref);
        return _platform.ExpectMsg<CommandAccepted>().Status;
    }

    private protected CommandStatus Get(string id)
    {
        Device.Tell(new GetCommand(Sn, id), _platform.Ref);
        return _platform.ExpectMsg<CommandFound>().Status;
    }

    private protected CommandState StateOf(string id) => Get(id).State;

    private protected DeviceLiveState Live()
    {
        Device.Tell(new GetLiveState(Sn), _platform.Ref);
        return _platform.ExpectMsg<DeviceLiveState>();
    }

    private protected static Command Push(string id, string? user = null, int bytes = 400, double lifeSeconds = 604_800) =>
        new(id, CommandType.PersonPush, user ?? "u-" + id, "p-" + id, bytes, "hash-" + id, "b1", T0, At(lifeSeconds));

    private protected static Command Delete(string id, string? user = null, double lifeSeconds = 604_800) =>
        new(id, CommandType.PersonDelete, user ?? "u-" + id, null, 0, "hash-" + id, null, T0, At(lifeSeconds));

    private protected static Command SetClock(string id) => new(id, CommandType.ClockSet, null, null, 0, "hash-" + id, null, T0, At(604_800));

    private protected static string[] Ids(Deliver deliver) => [.. deliver.Commands.Select(c => c.Id)];
}
