using System.Security.Cryptography;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Before the key is proved, answers must not tell a wrong key, a wrong padding and bytes that are no JSON apart.</summary>
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
    public async Task Body_OfAnUnprovedConnection_IsAnsweredWithTheSameBytesWhateverIsWrong(byte word)
    {
        var sn = await Node.ProvisionAsync();
        byte[] paddingFits;
        byte[] emptyText;
        byte[] otherKey;
        using (var own = await Node.ConnectAsync(sn))
        {
            paddingFits = own.Encrypt(Garbage);
            emptyText = own.Encrypt([]);
        }

        using (var other = await Node.ConnectAsync(sn, "ABCDEFGH")) otherKey = other.Encrypt("""{"sn":"x","logs":[]}""");
        byte[][] bodies = [PaddingWrong(), paddingFits, emptyText, otherKey, [1, 2, 3]];

        var answers = new HashSet<string>();
        foreach (var body in bodies)
        {
            using var terminal = await Node.ConnectAsync(sn);
            await terminal.SendAsync(terminal.Packet(word, body));
            var answer = await terminal.ReadFrameAsync();
            answers.Add(Convert.ToHexString([answer.Command, answer.Status, (byte)answer.Number, (byte)answer.Total, .. answer.Sn, .. answer.Body]));
            Assert.Equal("9999", terminal.ResultOf(answer).Code);
            Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status); // It stays, for all of them.
        }

        Assert.Single(answers);
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

    /// <summary>A block whose last byte is no padding: made without padding by the right key.</summary>
    private static byte[] PaddingWrong()
    {
        using var des = DES.Create();
        des.Key = Encoding.ASCII.GetBytes(RawTerminal.Key);
        return des.EncryptCbc(new byte[8], new byte[8], PaddingMode.None);
    }
}
