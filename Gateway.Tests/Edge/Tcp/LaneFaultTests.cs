using System.Collections.Concurrent;
using System.IO.Pipelines;
using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Codec.Framing;
using Gateway.Edge.Tcp;
using Gateway.Edge.Tcp.Admission;
using Gateway.Tests.Edge.Traffic;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>One lane, two terminals: what a fault of ours in it costs, and whom (issue 2, item 3).</summary>
public sealed class LaneFaultTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(
        new Dictionary<string, string> { ["Tcp:Lanes"] = "1" },
        services => services.AddSingleton(new LaneProbes
        {
            BeforeDecode = frame => Throw("decode", frame.Frame.Sn.ToString()),
            BeforeTake = frame => Throw("take", frame.Frame.Sn.ToString()),
        }));

    public Task DisposeAsync() => _node.DisposeAsync().AsTask();

    [Theory]
    [InlineData("decode")]
    [InlineData("take")]
    public async Task Stage_ThatThrowsForOneConnection_EndsThatOneOnly(string stage)
    {
        using var good = await _node.TerminalAsync();
        using var bad = await _node.TerminalAsync();
        await good.BeatAsync(_node.Now);
        await bad.BeatAsync(_node.Now);
        var run = _node.Edge.Lanes.Single().Run;

        _faults[bad.Sn] = stage;
        for (var i = 0; i < 20; i++) await bad.SendAsync(RawTerminal.Heartbeat, bad.HeartbeatJson(_node.Now));

        Assert.Null(await bad.ReadAsync());
        for (var i = 0; i < 20; i++) Assert.Equal(0x00, (await good.BeatAsync(_node.Now)).Status);
        Assert.Equal("0000", (await good.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        Assert.Same(run, _node.Edge.Lanes.Single().Run);
        await Patience.UntilAsync(() => _node.Edge.Open == 1, "the bad one is counted out");

        _faults.Clear();
        using var again = await _node.ConnectAsync(bad.Sn);
        Assert.Equal(0x00, (await again.BeatAsync(_node.Now)).Status);
    }

    [Fact]
    public async Task Frame_WhoseReadingFails_IsShownAndRecordedAllTheSame()
    {
        using var terminal = await _node.TerminalAsync();
        await terminal.BeatAsync(_node.Now);
        using var trace = await SseReader.OpenAsync(_node.Http, $"/api/v1/devices/{terminal.Sn}/trace");
        await trace.NextAsync();

        _faults[terminal.Sn] = "take";
        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("1001", "2024-05-06 08:30:00")));

        var shown = (await trace.NextAsync())!.Value;
        Assert.Equal(("frame", "1001"), (shown.Kind, shown.Data["body"]!["logs"]![0]!["user_id"]!.GetValue<string>()));
        Assert.Equal("closed", (await trace.NextAsync())!.Value.Kind);
        var recorded = (await _node.GetAsync($"/api/v1/devices/{terminal.Sn}/frames"))["items"]!.AsArray();
        Assert.Equal("1001", recorded[^1]!["body"]!["logs"]![0]!["user_id"]!.GetValue<string>());
    }

    public static TheoryData<string> Ends => ["poison", "kill", "fault"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Lane_ThatEnds_ClosesItsConnectionsAndAnotherServes(string end)
    {
        using var busy = await _node.TerminalAsync();
        using var idle = await _node.TerminalAsync();
        await busy.BeatAsync(_node.Now);
        await idle.BeatAsync(_node.Now);
        var run = _node.Edge.Lanes.Single().Run!;

        run.Actor.Tell(end switch
        {
            "poison" => PoisonPill.Instance,
            "kill" => Kill.Instance,
            _ => new LaneMessages.StreamEnded(null),
        });

        Assert.Null(await idle.ReadAsync());
        Assert.Null(await busy.ReadAsync());
        await Patience.UntilAsync(() => _node.Edge.Open == 0, "all are counted out");
        await Patience.UntilAsync(() => _node.Edge.Lanes.Single() is { IsRunning: true } lane && lane.Run != run, "another run");
        using var again = await _node.ConnectAsync(busy.Sn);
        Assert.Equal(0x00, (await again.BeatAsync(_node.Now)).Status);
        Assert.Equal("0000", (await again.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        Assert.Equal("offline", (await _node.DeviceAsync(idle.Sn))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Answer_ToAConnectionThatIsGoneBeforeTheLaneHearsOfIt_EndsThatOneOnly()
    {
        using var good = await _node.TerminalAsync();
        await good.BeatAsync(_node.Now);
        var lane = _node.Edge.Lanes.Single();
        var run = lane.Run!;
        Pipe input = new(), output = new();
        var context = new DefaultConnectionContext("gone") { Transport = new Transport(input.Reader, output.Writer) };
        var gone = new TerminalConnection(
            context, long.MaxValue, lane, new FrameReader(FrameSide.Request, ByteOrderPolicy.Big), _node.Services.GetRequiredService<DeviceDirectory>(),
            new FramePace(0, _node.Time), _node.Time);
        var (attached, detached) = (new TaskCompletionSource(), new TaskCompletionSource());
        run.Actor.Tell(new LaneMessages.Attach(gone, attached));
        await attached.Task.WaitAsync(Patience.Max);

        // Under overload its handler waits no longer, and its pipes are Kestrel's again.
        await output.Writer.CompleteAsync();
        run.Actor.Tell(new Answer(gone, CommandWord.AttendanceUpload, SerialNumber.Read("smz-a03\0\0\0\0\0\0\0\0\0"u8), FrameStatus.Success, null, "", null));
        run.Actor.Tell(new LaneMessages.Detach(gone, detached));

        Assert.Equal(0x00, (await good.BeatAsync(_node.Now)).Status);
        await detached.Task.WaitAsync(Patience.Max);
        Assert.Same(run, lane.Run);
        Assert.Equal(1, _node.Edge.Open);
    }

    [Fact]
    public async Task Lane_ThatEndsAgainAndAgainUnderAHerd_LeavesNoConnectionBehind()
    {
        var sns = new List<string>();
        for (var i = 0; i < 20; i++) sns.Add(await _node.ProvisionAsync());
        using var over = new CancellationTokenSource();
        var herd = sns.Select(sn => HammerAsync(sn, over.Token)).ToArray();

        for (var i = 0; i < 8; i++)
        {
            var run = _node.Edge.Lanes.Single().Run!;
            run.Actor.Tell(Kill.Instance);
            await Patience.UntilAsync(() => _node.Edge.Lanes.Single() is { IsRunning: true } lane && lane.Run != run, "another run");
            await Patience.UntilAsync(() => _node.Edge.Open > 0, "the herd is back");
        }

        await over.CancelAsync();
        await Task.WhenAll(herd);
        await Patience.UntilAsync(() => _node.Edge.Open == 0, "all are counted out");
        using var terminal = await _node.ConnectAsync(sns[0]);
        Assert.Equal(0x00, (await terminal.BeatAsync(_node.Now)).Status);
    }

    /// <summary>Connects and sends more than is ever answered, and comes back whenever it is thrown out.</summary>
    private async Task HammerAsync(string sn, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                using var terminal = await _node.ConnectAsync(sn);
                for (var i = 0; i < 50 && !over.IsCancellationRequested; i++)
                {
                    await terminal.SendAsync(RawTerminal.Heartbeat, terminal.HeartbeatJson(_node.Now));
                    if (i >= 20 && await terminal.ReadAsync() is null) break;
                }
            }
            catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException)
            {
                // The lane was killed while it was sending.
            }
        }
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private void Throw(string stage, string sn)
    {
        if (_faults.TryGetValue(sn, out var where) && where == stage) throw new InvalidOperationException("by the test");
    }
}
