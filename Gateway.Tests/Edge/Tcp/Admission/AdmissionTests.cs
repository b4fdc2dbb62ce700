using Xunit;

namespace Gateway.Tests.Edge.Tcp.Admission;

/// <summary>Newcomers and paces over real sockets.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(new Dictionary<string, string> { ["Tcp:NewcomersMax"] = "2", ["Tcp:FramesPerSecond"] = "5" });

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Terminal_BehindSilentConnections_IsServedAndItsFirstFrameIsNotLate()
    {
        var silent = new List<RawTerminal>();
        for (var i = 0; i < 40; i++) silent.Add(await _node.ConnectAsync($"silent-{i}"));
        await Patience.UntilAsync(() => _node.Edge.Open == 40, "accepted");
        using var terminal = await _node.TerminalAsync();

        // 40 silent ones, two a second: it is let in after some twenty seconds, later than the fifteen of D21, which count from then on.
        var answer = terminal.BeatAsync(_node.Now);
        await Patience.UntilAsync(
            () =>
            {
                if (!answer.IsCompleted) _node.Time.Shift(TimeSpan.FromMilliseconds(100));
                return answer.IsCompleted;
            },
            "served");

        Assert.Contains((await answer).Status, new byte[] { 0x00, 0x01 });
        silent.ForEach(static one => one.Dispose());
    }

    [Fact]
    public async Task Terminal_FasterThanItsPace_IsReadLaterAndLosesNothing()
    {
        using var terminal = await _node.TerminalAsync();
        using var other = await _node.TerminalAsync();
        for (var i = 0; i < 8; i++) await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(($"{i}", "2024-05-06 08:30:00")));

        for (var i = 0; i < 5; i++) Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        Assert.Equal(0x00, (await other.BeatAsync(_node.Now)).Status);
        for (var i = 5; i < 8; i++) Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);

        Assert.Equal(8, (await _node.RecordsAsync(terminal.Sn)).Count);
        Assert.Contains("gateway_frames_paced_total", await _node.Http.GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task Drain_WhileNewcomersWait_ClosesThemToo()
    {
        var silent = new List<RawTerminal>();
        for (var i = 0; i < 10; i++) silent.Add(await _node.ConnectAsync($"silent-{i}"));
        await Patience.UntilAsync(() => _node.Edge.Open == 10, "accepted");

        await _node.StopAsync();

        foreach (var one in silent)
        {
            Assert.Null(await one.ReadAsync());
            one.Dispose();
        }
    }
}
