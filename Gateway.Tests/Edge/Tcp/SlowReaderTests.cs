using System.Net.Sockets;
using Gateway.Actors.Sessions;
using Gateway.Edge.Tcp;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>
/// Terminals that do not read what they asked for. How much a kernel keeps for them differs from machine to machine, so both ends are told; the frames have no pace, and the clock
/// is held: none
/// of the gateway's limits passes by itself.
/// </summary>
public sealed class SlowReaderTests : IAsyncLifetime
{
    private const int BufferLength = 8 * 1024;

    /// <summary>More than a pipe of 64 KiB, both sockets and the queue of a connection could ever keep the answers of.</summary>
    private const int FramesMax = 200_000;

    /// <summary>Few enough to wait in the queue of a connection.</summary>
    private const int SomeFrames = 100;

    private int _read;
    private volatile TerminalConnection? _slow;
    private string _slowSn = "";
    private TestNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync(new Dictionary<string, string> { ["Tcp:FramesPerSecond"] = "0" }, services => services
            .Configure<SocketTransportOptions>(static sockets => sockets.CreateBoundListenSocket = static endpoint =>
            {
                var listener = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                (listener.SendBufferSize, listener.ReceiveBufferSize) = (BufferLength, BufferLength); // Each accepted one has them too.
                return listener;
            })
            .AddSingleton(new LaneProbes { BeforeDecode = Note }));
        _node.Time.Hold();
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Terminal_ThatNeverReads_IsCutOffAndTheOthersAreServed()
    {
        using var slow = await SlowAsync();
        using var good = await _node.TerminalAsync();
        await good.BeatAsync(_node.Now);

        var flood = FloodAsync(slow);
        while (!flood.IsCompleted) Assert.Equal(0x00, (await good.BeatAsync(_node.Now)).Status);

        await flood;
        await Patience.UntilAsync(() => _node.Edge.Open == 1, "counted out");
        Assert.Equal(CloseReason.SlowReader, _slow!.Reason);
        Assert.Equal("0000", (await good.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
    }

    [Fact]
    public async Task Terminal_ThatStopsReading_IsCutOffWhenItsAnswersHaveWaitedTooLong()
    {
        using var slow = await SlowAsync();
        var some = Frames(slow, SomeFrames);
        for (var sent = SomeFrames; _slow!.Output.FlushSince == 0; sent += SomeFrames)
        {
            Assert.InRange(sent, 1, FramesMax);
            await slow.SendAsync(some);
            await Patience.UntilAsync(() => Volatile.Read(ref _read) == sent, "read");
        }

        _node.Time.Shift(TimeSpan.FromMinutes(1)); // Twice as long as a flush may take, a third of what a silence may.

        await Patience.UntilAsync(() => _node.Edge.Open == 0, "counted out");
        Assert.Equal(CloseReason.SlowReader, _slow!.Reason);
    }

    [Fact]
    public async Task Terminal_ThatReadsLate_GetsEveryAnswer()
    {
        const int Uploads = 300;
        using var late = await SlowAsync();
        var frame = late.Request(RawTerminal.Upload, late.UploadJson(("7", "2024-05-06 08:30:00")));

        for (var i = 0; i < Uploads; i++) await late.SendAsync(frame);

        for (var i = 0; i < Uploads; i++) Assert.Equal("0000", late.ResultOf(await late.ReadFrameAsync()).Code);
    }

    /// <summary>A terminal that has been served once.</summary>
    private async Task<RawTerminal> SlowAsync()
    {
        _slowSn = await _node.ProvisionAsync();
        var slow = await RawTerminal.ConnectAsync(_node.Endpoint, _slowSn, receiveBuffer: BufferLength);
        await slow.BeatAsync(_node.Now);
        Volatile.Write(ref _read, 0);
        return slow;
    }

    /// <summary>Requests that are answered and do nothing.</summary>
    private static byte[] Frames(RawTerminal slow, int count) => [.. Enumerable.Repeat(slow.Packet(0x77, [1, 2, 3, 4, 5, 6, 7, 8]), count).SelectMany(static bytes => bytes)];

    /// <summary>Sends until the gateway has had enough.</summary>
    private static async Task FloodAsync(RawTerminal slow)
    {
        var some = Frames(slow, SomeFrames);
        for (var sent = 0; sent < FramesMax; sent += SomeFrames)
        {
            try
            {
                await slow.SendAsync(some);
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail($"{FramesMax} requests, and not an answer read");
    }

    private void Note(InboundFrame frame)
    {
        if (frame.Frame.Sn.ToString() != _slowSn) return;
        _slow = frame.Connection;
        Interlocked.Increment(ref _read);
    }
}
