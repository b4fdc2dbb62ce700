using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>What is no frame, over a real socket (D1–D4).</summary>
[Collection(NodeFixture.Collection)]
public sealed class FramingTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ByteOrder_OfTheFirstFrame_IsThatOfTheConnection(bool little) // D1
    {
        using var terminal = await Node.ConnectAsync(await Node.ProvisionAsync(), little: little);

        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        Assert.Equal(0x01, (await Node.BeatAsync(terminal, Node.Now.AddHours(1))).Status);
    }

    [Theory]
    [InlineData("little", true, false)]
    [InlineData("big", false, true)]
    public async Task ByteOrder_FixedByTheSetting_IsTheOnlyOneServed(string order, bool served, bool garbage)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Tcp:ByteOrder"] = order });
        var sn = await node.ProvisionAsync();
        using var right = await node.ConnectAsync(sn, little: served);
        Assert.Equal(0x00, (await right.BeatAsync(node.Now)).Status);

        // In the other order it is garbage: skipped, and not served.
        using var wrong = await node.ConnectAsync(await node.ProvisionAsync(), little: garbage);
        await wrong.SendAsync(RawTerminal.Heartbeat, wrong.HeartbeatJson(node.Now));
        await wrong.SendAsync(new byte[10_241]);
        Assert.Null(await wrong.ReadAsync());
    }

    [Fact]
    public async Task Frames_ByteByByteAndManyAtOnce_AreAllAnswered()
    {
        using var terminal = await Node.TerminalAsync();
        foreach (var next in terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now))) await terminal.SendAsync(next);
        Assert.Equal(0x00, (await terminal.ReadFrameAsync()).Status);

        var upload = terminal.Request(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        await terminal.SendAsync([.. Enumerable.Repeat(upload, 30).SelectMany(static bytes => bytes)]);
        for (var i = 0; i < 30; i++) Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
    }

    [Theory] // D2
    [InlineData(0)]
    [InlineData(26)]
    [InlineData(10_241)]
    [InlineData(65_535)]
    public async Task Length_OutOfRange_IsAnsweredBareAndClosedWithFin(int length)
    {
        using var terminal = await Node.TerminalAsync();
        var frame = terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now));
        frame[2] = (byte)(length >> 8);
        frame[3] = (byte)length;

        // Much more follows, more than the gateway reads ahead: were it left unread, the close would be a reset that takes the answer with it.
        await terminal.SendAsync([.. frame, .. new byte[300_000]]);

        var answer = await terminal.ReadFrameAsync();
        Assert.Equal((0x10, 0x02, 0), (answer.Command, answer.Status, answer.Body.Length));
        Assert.Equal(WireFrame.SnField(terminal.Sn), answer.Sn);
        Assert.Null(await terminal.ReadAsync());
    }

    [Fact]
    public async Task Checksum_Wrong_IsRefusedAndTheConnectionStays() // D3
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).

        for (var round = 0; round < 2; round++)
        {
            for (var bad = 0; bad < 4; bad++)
            {
                await terminal.SendAsync(Corrupt(terminal));
                var answer = await terminal.ReadFrameAsync();
                Assert.Equal((0x10, 0x02), (answer.Command, answer.Status));
                Assert.Equal("9999", terminal.ResultOf(answer).Code);
            }

            Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status); // A good one: the count begins anew.
        }
    }

    [Fact]
    public async Task Checksum_WrongFiveTimesInARow_ClosesAfterTheFifthAnswer()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).

        for (var bad = 0; bad < 6; bad++) await terminal.SendAsync(Corrupt(terminal));

        for (var bad = 0; bad < 5; bad++) Assert.Equal("9999", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        Assert.Null(await terminal.ReadAsync());
    }

    [Fact]
    public async Task Checksum_WrongInAFrameOfNobody_IsAnsweredWithoutABody()
    {
        using var terminal = await Node.ConnectAsync("nobody");

        await terminal.SendAsync(Corrupt(terminal));

        var answer = await terminal.ReadFrameAsync();
        Assert.Equal((0x02, 0), (answer.Status, answer.Body.Length));
    }

    [Theory] // D4
    [InlineData(1)]
    [InlineData(27)]
    [InlineData(10_240)]
    public async Task Garbage_WithinTheLimit_IsSkipped(int length)
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);
        var garbage = new byte[length];
        garbage.AsSpan().Fill(0xDD); // Every byte may be the first of a magic.
        garbage[^1] = 0;

        await terminal.SendAsync([.. garbage, .. terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now))]);
        Assert.Equal(0x00, (await terminal.ReadFrameAsync()).Status);

        // Each stretch counts for itself.
        await terminal.SendAsync([.. garbage, .. terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now))]);
        Assert.Equal(0x00, (await terminal.ReadFrameAsync()).Status);
    }

    [Theory]
    [InlineData(10_241)]
    [InlineData(100_000)]
    public async Task Garbage_BeyondTheLimit_ClosesWithFinWithoutAnAnswer(int length)
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(new byte[length]);

        Assert.Null(await terminal.ReadAsync());
    }

    private byte[] Corrupt(RawTerminal terminal)
    {
        var frame = terminal.Request(RawTerminal.Heartbeat, terminal.HeartbeatJson(Node.Now));
        frame[^1] ^= 0x01;
        return frame;
    }
}
