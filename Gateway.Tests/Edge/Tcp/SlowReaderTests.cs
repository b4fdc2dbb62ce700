using System.Net.Sockets;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Terminals that do not read what they asked for.</summary>
[Collection(NodeFixture.Collection)]
public sealed class SlowReaderTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Terminal_ThatNeverReads_IsCutOffAndTheOthersAreServed()
    {
        using var slow = await Node.TerminalAsync();
        using var good = await Node.TerminalAsync();
        await slow.BeatAsync(Node.Now);
        await good.BeatAsync(Node.Now);
        var frame = slow.Packet(0x77, [1, 2, 3, 4, 5, 6, 7, 8]);
        byte[] many = [.. Enumerable.Repeat(frame, 200).SelectMany(static bytes => bytes)];
        var open = Node.Edge.Open;

        var flood = FloodAsync(slow, many);
        while (!flood.IsCompleted) Assert.Equal(0x00, (await good.BeatAsync(Node.Now)).Status);

        await flood;
        await TestNode.UntilAsync(() => Node.Edge.Open < open, "counted out");
        Assert.Equal("0000", (await good.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
    }

    [Fact]
    public async Task Terminal_ThatReadsLate_GetsEveryAnswer()
    {
        using var late = await Node.TerminalAsync();
        late.Socket.ReceiveBufferSize = 4096;
        var frame = late.Request(RawTerminal.Upload, late.UploadJson(("7", "2024-05-06 08:30:00")));

        for (var i = 0; i < 300; i++) await late.SendAsync(frame);

        for (var i = 0; i < 300; i++) Assert.Equal("0000", late.ResultOf(await late.ReadFrameAsync()).Code);
    }

    /// <summary>Sends until the gateway has had enough.</summary>
    private static async Task FloodAsync(RawTerminal slow, byte[] many)
    {
        for (var sent = 0L; sent < 1L << 30; sent += many.Length)
        {
            try
            {
                await slow.SendAsync(many);
            }
            catch (SocketException)
            {
                return;
            }
        }

        Assert.Fail("a gigabyte of requests, and not an answer read");
    }
}
