using Gateway.Edge.Budgets;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Messages of several packets over a real socket (D7).</summary>
[Collection(NodeFixture.Collection)]
public sealed class PacketTests(NodeFixture fixture)
{
    private const int BodyMax = 10_213;

    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public async Task Single_AnyNumbering_IsOneMessage(int number, int total)
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(terminal.Request(RawTerminal.Upload, Json(terminal), number: number, total: total));

        Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Several_NumberedFromZeroOrOne_AreOneMessageWithOneAnswer(int first)
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(terminal.Request(RawTerminal.Upload, Json(terminal), number: first, total: 3));
        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, new byte[BodyMax], number: first + 1, total: 3));

        // A single packet in between is a message of its own.
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, new byte[77], number: first + 2, total: 3));

        Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        Assert.Single(await Node.RecordsAsync(terminal.Sn));
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Theory]
    [InlineData(new[] { 2, 3 })] // without the first
    [InlineData(new[] { 1, 3, 3, 3 })] // one left out
    [InlineData(new[] { 1, 3, 1, 3 })] // a second message before the first was whole
    [InlineData(new[] { 1, 3, 2, 3, 2, 3 })] // repeated
    [InlineData(new[] { 1, 3, 2, 4 })] // another total
    [InlineData(new[] { 4, 3 })] // beyond the total
    public async Task Several_InAWrongOrder_AreRefusedAndDropped(int[] numbersAndTotals)
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).
        for (var i = 0; i < numbersAndTotals.Length; i += 2)
        {
            var body = numbersAndTotals[i] == 1 ? terminal.Encrypt(Json(terminal)) : [1, 2, 3];
            await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, body, number: numbersAndTotals[i], total: numbersAndTotals[i + 1]));
        }

        var answer = await terminal.ReadFrameAsync();
        Assert.Equal((0x19, 0x02, "9999"), (answer.Command, answer.Status, terminal.ResultOf(answer).Code));
        Assert.Contains("packet", terminal.ResultOf(answer).Description, StringComparison.Ordinal);
        Assert.Empty(await Node.RecordsAsync(terminal.Sn));
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code); // The partial message is gone.
    }

    [Fact]
    public async Task Several_TooFarApart_AreRefused()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.SendAsync(terminal.Request(RawTerminal.Upload, Json(terminal), number: 1, total: 2));
        await terminal.BeatAsync(Node.Now); // By now the first packet has been taken.

        Node.Time.Shift(TimeSpan.FromSeconds(61));
        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, [1], number: 2, total: 2));

        Assert.Equal("9999", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
    }

    [Fact]
    public async Task Several_NextPacketNeverComes_IsLetGoOfByTheTick()
    {
        var budget = Node.Services.GetRequiredService<UnprovedBudget>();
        using var terminal = await Node.TerminalAsync();
        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, new byte[BodyMax], number: 1, total: 2));
        await Patience.UntilAsync(() => budget.Held == BodyMax, "held");

        Node.Time.Hold();
        Node.Time.Shift(TimeSpan.FromSeconds(61)); // Nothing has proved its key here: the connection goes, too (D21).

        await Patience.UntilAsync(() => budget.Held == 0, "let go of");
        Node.Time.LetGo();
    }

    [Fact]
    public async Task Several_BeyondFourMebibytes_AreRefused()
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).
        const int Fit = 4 * 1024 * 1024 / BodyMax;
        var first = terminal.Encrypt(Json(terminal));

        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, first, number: 1, total: 1000));
        for (var number = 2; number <= Fit + 2; number++)
            await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, new byte[BodyMax], number: number, total: 1000));

        Assert.Equal("9999", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    private static string Json(RawTerminal terminal) => terminal.UploadJson(("7", "2024-05-06 08:30:00"));
}
