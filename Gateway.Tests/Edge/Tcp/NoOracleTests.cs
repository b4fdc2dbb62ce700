using System.Security.Cryptography;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Before the key is proved, answers are headers alone: they tell nothing apart, and no text under the terminal's key is to be had (D38).</summary>
[Collection(NodeFixture.Collection)]
public sealed class NoOracleTests(NodeFixture fixture)
{
    private static readonly byte[] Garbage = [0x00, 0xFF, 0x81, 0x03, 0x90, 0xC0, 0x1F];

    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData(RawTerminal.Heartbeat)]
    [InlineData(RawTerminal.Upload)]
    [InlineData(RawTerminal.PersonPush)]
    [InlineData(RawTerminal.PersonDelete)]
    [InlineData(0x77)]
    public async Task Body_OfAnUnprovedConnection_IsAnsweredWithTheSameBytesWhateverIsWrong(byte word)
    {
        var sn = await Node.ProvisionAsync();
        byte[] paddingFits;
        byte[] emptyText;
        byte[] shortText;
        byte[] control;
        byte[] otherKey;
        using (var own = await Node.ConnectAsync(sn))
        {
            paddingFits = own.Encrypt(Garbage);
            emptyText = own.Encrypt([]);
            shortText = own.Encrypt("""{"a":1}""");
            control = own.Encrypt("{\"sn\":\"\u0001\"}");
        }

        using (var other = await Node.ConnectAsync(sn, "ABCDEFGH")) otherKey = other.Encrypt("""{"sn":"x","logs":[]}""");
        byte[][] bodies = [[], PaddingWrong(), paddingFits, emptyText, shortText, control, otherKey, [1, 2, 3]];

        var answers = new HashSet<string>();
        foreach (var body in bodies)
        {
            using var terminal = await Node.ConnectAsync(sn);
            await terminal.SendAsync(terminal.Packet(word, body));
            answers.Add(Text(await terminal.ReadFrameAsync()));
            var wrongSum = terminal.Packet(word, body);
            wrongSum[^1] ^= 1;
            await terminal.SendAsync(wrongSum);
            answers.Add(Text(await terminal.ReadFrameAsync()));
            await terminal.SendAsync(terminal.Packet(word, body, number: 2, total: 3)); // without the packet before it
            answers.Add(Text(await terminal.ReadFrameAsync()));
            Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status); // It stays, for all of them.
        }

        Assert.Equal(Text(new WireFrame(word, 0, 0, 0x02, WireFrame.SnField(sn), [])), Assert.Single(answers));
    }

    [Theory] // D38: whatever it says.
    [InlineData(RawTerminal.Heartbeat, """{"sn":"smz-other","date_time":""}""", "sn")] // D11
    [InlineData(RawTerminal.Upload, """{"logs":[{"user_id":"7"}]}""", "logs[0].recog_time")] // D18
    [InlineData(0x77, """{"sn":"smz"}""", "command word")] // D19
    public async Task Text_InAFirstFrame_ProvesTheKeyAndIsAnsweredWithItsReason(byte word, string json, string named)
    {
        using var terminal = await Node.TerminalAsync();

        var (code, description) = terminal.ResultOf(await terminal.AskAsync(word, json));

        Assert.Equal("9999", code);
        Assert.Contains(named, description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checksum_WrongOnceTheKeyIsProved_IsAnsweredWithItsReason() // D3
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.AskAsync(RawTerminal.Heartbeat, "not json");
        var frame = terminal.Packet(RawTerminal.Heartbeat, []);
        frame[^1] ^= 1;

        await terminal.SendAsync(frame);

        Assert.Contains("checksum", terminal.ResultOf(await terminal.ReadFrameAsync()).Description, StringComparison.Ordinal);
    }

    [Theory] // D28: who has the key is told.
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_ThatIsNoJson_Is9001(bool proved)
    {
        using var terminal = await Node.TerminalAsync();
        if (proved) await terminal.BeatAsync(Node.Now);

        Assert.Equal("9001", terminal.ResultOf(await terminal.AskAsync(RawTerminal.Upload, "{\"logs\":[")).Code);
    }

    [Fact]
    public async Task Garbage_OfAProvedConnection_Is9001()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now);

        await terminal.SendAsync(terminal.Packet(RawTerminal.Heartbeat, terminal.Encrypt(Garbage)));

        Assert.Equal("9001", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
    }

    private static string Text(WireFrame answer) =>
        Convert.ToHexString([answer.Command, answer.Status, (byte)answer.Number, (byte)answer.Total, .. answer.Sn, .. answer.Body]);

    /// <summary>A block whose last byte is no padding: made without padding by the right key.</summary>
    private static byte[] PaddingWrong()
    {
        using var des = DES.Create();
        des.Key = Encoding.ASCII.GetBytes(RawTerminal.Key);
        return des.EncryptCbc(new byte[8], new byte[8], PaddingMode.None);
    }
}
