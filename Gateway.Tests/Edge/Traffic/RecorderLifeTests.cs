using Gateway.Edge.Traffic;
using Gateway.Storage.Recording;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Traffic;

/// <summary>The recorder of nodes of their own: their end, their settings.</summary>
public sealed class RecorderLifeTests
{
    [Fact]
    public async Task Node_ThatStops_HasWrittenEverything()
    {
        await using var node = await TestNode.StartAsync();
        using var terminal = await node.TerminalAsync();
        await terminal.BeatAsync(node.Now);
        await terminal.BeatAsync(node.Now);

        await node.StopAsync();

        var frames = await node.Services.GetRequiredService<FrameStore>().ReadAsync(terminal.Sn, 10, default);
        Assert.Equal([(1L, 2L), (2L, 2L)], frames.Select(frame => (frame.Number, frame.Times)));
        Assert.Equal(0, node.Services.GetRequiredService<FrameRecorder>().Counts.Waiting);
    }

    [Fact]
    public async Task Node_WithFewFrames_KeepsTheLast()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Recorder:FramesPerDevice"] = "3" });
        using var terminal = await node.TerminalAsync();
        for (var i = 0; i < 5; i++)
        {
            await terminal.UploadAsync(($"{i}", "2024-05-06 08:30:00"));
            await node.GetAsync($"/api/v1/devices/{terminal.Sn}/frames"); // Written each time.
        }

        var items = (await node.GetAsync($"/api/v1/devices/{terminal.Sn}/frames"))["items"]!.AsArray();

        Assert.Equal([8, 9, 10], items.Select(item => item!["number"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Node_WithTheRecorderOff_RecordsNothing()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Recorder:FramesPerDevice"] = "0" });
        using var terminal = await node.TerminalAsync();
        await terminal.BeatAsync(node.Now);

        Assert.Empty((await node.GetAsync($"/api/v1/devices/{terminal.Sn}/frames"))["items"]!.AsArray());
        Assert.Empty(node.Services.GetRequiredService<FrameRecorder>().Rings);
    }

    [Fact]
    public async Task Rings_OfTerminalsThatAreSilent_AreGivenUp()
    {
        await using var node = await TestNode.StartAsync();
        using (var terminal = await node.TerminalAsync()) await terminal.BeatAsync(node.Now);
        var recorder = node.Services.GetRequiredService<FrameRecorder>();
        await Patience.UntilAsync(() => recorder.Counts.Waiting == 0, "written");

        node.Time.Shift(TimeSpan.FromMinutes(12));

        await Patience.UntilAsync(() => recorder.Rings.Count == 0, "given up");
    }
}
