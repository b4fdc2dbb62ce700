using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

public sealed class DeviceShardingTests : TestKit
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public DeviceShardingTests()
        : base(ConfigurationFactory.ParseString("""
            akka.actor.provider = cluster
            akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
            akka.cluster.sharding.state-store-mode = ddata
            akka.cluster.sharding.distributed-data.durable.keys = []
            """).WithFallback(ConfigurationFactory.ParseString(DeviceActorSpec.Hocon)), "sharding")
    {
    }

    // FNV-1a computed with python3 over the UTF-16LE bytes.
    [Theory]
    [InlineData("", 2166136261u)]
    [InlineData("smz-a03", 1261170382u)]
    [InlineData("zzj-2020032701", 781706853u)]
    [InlineData("56F6-A92A-D7071", 379110776u)]
    public void StableHash_IsFnv1a(string sn, uint expected) => Assert.Equal(expected, StableHash.Of(sn));

    [Fact]
    public void Extractor_DeviceMessage_EntityIsTheSnInOneOf200Shards()
    {
        var extractor = new DeviceMessageExtractor();
        var message = new GetLiveState("smz-a03");
        Assert.Equal("smz-a03", extractor.EntityId(message));
        Assert.Same(message, extractor.EntityMessage(message));
        Assert.Equal("182", extractor.ShardId("smz-a03"));
        Assert.Null(extractor.EntityId("something else"));
        Assert.Equal(DeviceMessageExtractor.Shards, Enumerable.Range(0, 20_000).Select(i => extractor.ShardId("sim-" + i)).Distinct().Count());
    }

    [Fact]
    public async Task Region_OneNode_RoutesToTheActorOfTheSnAndStopsItByItsOwnMessage()
    {
        var cluster = Cluster.Get(Sys);
        cluster.Join(cluster.SelfAddress);
        var started = CreateTestProbe();
        var options = new DeviceActorOptions(ActorRefs.Nobody, new FakeTimeProvider(T0)) { HasHistory = sn => { started.Ref.Tell(sn); return true; } };
        var region = DeviceSharding.StartDeviceRegion(Sys, sn => DeviceActor.Props(sn, options));
        var session = new Session(new SessionId(1, 5), TestActor, Transport.Socket, "10.0.0.7:4711", "n1", T0);

        region.Tell(new HeartbeatReceived("smz-a03", session, T0, 1, 0, 60, true, 1));
        Assert.Equal(5, ExpectMsg<AnswerIdle>(Patience.Max).SessionNumber);
        var command = new Command("c1", CommandType.PersonPush, "u1", "p1", 10, "h", null, T0, T0.AddDays(7));
        var accepted = await region.AskAsync<CommandAccepted>(new EnqueueCommand("smz-b77", T0, command), Patience.Max);
        Assert.Equal(CommandState.Queued, accepted.Status.State);
        Assert.Equal(["smz-a03", "smz-b77"], new[] { started.ExpectMsg<string>(), started.ExpectMsg<string>() }.Order());
        Assert.Equal(TimeSpan.FromMinutes(10), DeviceSharding.PassivateAfter);

        // An idle actor is told StopDevice by its shard; the next message starts it again from its journal.
        var device = await Sys.ActorSelection("/system/sharding/device/*/smz-b77").ResolveOne(Patience.Max);
        Watch(device);
        device.Tell(StopDevice.Instance);
        ExpectTerminated(device);
        Assert.Equal(CommandState.Queued, (await region.AskAsync<CommandFound>(new GetCommand("smz-b77", "c1"), Patience.Max)).Status.State);
    }
}
