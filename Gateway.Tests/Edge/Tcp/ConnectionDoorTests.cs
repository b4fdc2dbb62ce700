using System.IO.Pipelines;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;
using Gateway.Edge.Tcp.Admission;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>A DeviceActor at the door of a connection: it writes, or it leaves it to the lane, and waits in neither case.</summary>
public sealed class ConnectionDoorTests : IAsyncLifetime
{
    private readonly Pipe _input = new();
    private readonly Pipe _output = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
    private TestNode _node = null!;
    private TerminalConnection _connection = null!;
    private ConnectionDoor _door = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(new Dictionary<string, string> { ["Tcp:Lanes"] = "1" });
        var services = _node.Services.GetRequiredService<LaneServices>();
        var context = new DefaultConnectionContext("door") { Transport = new Duplex(_input.Reader, _output.Writer) };
        _connection = new TerminalConnection(
            context, 1, _node.Edge.Lanes.Single(), new FrameReader(FrameSide.Request, ByteOrderPolicy.Big), _node.Services.GetRequiredService<DeviceDirectory>(),
            new FramePace(0, _node.Time), _node.Time);
        _door = new ConnectionDoor(_connection, new HeartbeatFrames(services, ActorRefs.Nobody, new LaneWriter(services, ActorRefs.Nobody, static (_, _) => { })));
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Answer_ToAConnectionThatIsFree_IsWritten()
    {
        await AskAsync();

        Assert.True(_door.TryAnswerIdle());

        Assert.Equal(FrameReader.FrameLengthMin, (await _output.Reader.ReadAsync()).Buffer.Length);
        Assert.Equal(0, _connection.Allowance.Open);
    }

    [Fact]
    public void Answer_ThatNobodyWaitsFor_IsNotWritten()
    {
        Assert.True(_door.TryAnswerIdle());
        Assert.False(_output.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Answer_BehindWhatTheLaneIsTold_IsTheLanes()
    {
        await AskAsync();
        _door.LaneIsTold();
        _door.LaneIsTold();
        Assert.False(_door.TryAnswerIdle());
        _door.LaneHasDone();
        Assert.False(_door.TryAnswerIdle());
        _door.LaneHasDone();
        Assert.True(_door.TryAnswerIdle());
    }

    [Fact]
    public async Task Answer_WhileTheLaneWrites_DoesNotWait()
    {
        await AskAsync();
        using var written = new ManualResetEventSlim();
        var writes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lane = Task.Run(() =>
        {
            lock (_connection.Output)
            {
                writes.SetResult();
                written.Wait(Patience.Max);
            }
        });
        await writes.Task;

        Assert.False(_door.TryAnswerIdle());

        written.Set();
        await lane;
        Assert.True(_door.TryAnswerIdle());
    }

    [Fact]
    public async Task Answer_ToATerminalThatDoesNotRead_IsTheLanes()
    {
        await AskAsync();
        await AskAsync();
        Assert.True(_door.TryAnswerIdle());

        Assert.False(_door.TryAnswerIdle());

        Assert.NotEqual(0, _connection.Output.FlushSince);
        Assert.True(HeartbeatFrames.IsAwaited(_connection));
    }

    [Theory]
    [InlineData("frame")]
    [InlineData("time")]
    [InlineData("muted")]
    public async Task Answer_ThatHasToWaitForSomething_IsTheLanes(string what)
    {
        await AskAsync();
        if (what == "frame") HeartbeatFrames.Hold(_connection);
        if (what == "time") _connection.Heartbeats.OwesSetTime = true;
        if (what == "muted") _connection.Mute();

        Assert.False(_door.TryAnswerIdle());
        Assert.False(_output.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Answer_ToAConnectionWhosePipesAreGone_IsTheEndOfNobodyElse()
    {
        await AskAsync();
        await _output.Writer.CompleteAsync();

        Assert.True(_door.TryAnswerIdle());
    }

    [Fact]
    public async Task Heartbeats_WhoseActorStopsAgainAndAgain_AreAnsweredByTheNext()
    {
        using var terminal = await _node.TerminalAsync();
        await terminal.BeatAsync(_node.Now);
        _node.Time.Hold(); // An answer that is overdue is not given by the clock.
        var system = _node.Services.GetRequiredService<ActorSystem>();
        for (var i = 0; i < 30; i++)
        {
            IActorRef? device = null;
            await Patience.UntilAsync(
                async () =>
                {
                    // The last one may have answered just before it stopped: there is none then until the next heartbeat.
                    Assert.Equal(0x00, (await terminal.BeatAsync(_node.Now)).Status);
                    return (device = await FindAsync(system, terminal.Sn)) is not null;
                },
                "the terminal has an actor");
            system.ActorSelection(device!.Path.Parent).Tell(new Passivate(StopDevice.Instance), device);
            Assert.Equal(0x00, (await terminal.BeatAsync(_node.Now)).Status);
        }
    }

    private static async Task<IActorRef?> FindAsync(ActorSystem system, string sn)
    {
        try
        {
            return await system.ActorSelection($"{DeviceRegion.RegionPath}/*/{sn}").ResolveOne(Patience.Max);
        }
        catch (ActorNotFoundException)
        {
            return null;
        }
    }

    private async Task AskAsync()
    {
        await _connection.Allowance.TakeAsync();
        var session = new Session(new SessionId(1, 1), ActorRefs.Nobody, default, "", "", _node.Now);
        _connection.Heartbeats.Asked(1, new HeartbeatReceived("smz", session, _node.Now, 0, null, 60, true, 1));
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
