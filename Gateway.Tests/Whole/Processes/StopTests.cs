using System.Diagnostics;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Stopping the program (issue 2, Must show).</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class StopTests
{
    [Fact]
    public async Task Sigterm_WithTerminalsAndFeedConsumers_ClosesWithFinAndExitsWithZero()
    {
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory);
        await gateway.ServesAsync();
        var terminals = new List<RawTerminal>();
        for (var i = 0; i < 20; i++)
        {
            await gateway.ProvisionAsync($"smz-{i}");
            terminals.Add(await RawTerminal.ConnectAsync(gateway.Socket, $"smz-{i}"));
            await terminals[i].BeatAsync(DateTimeOffset.UtcNow);
        }

        // An upload on its way, a feed consumer that waits for a minute, one that streams, and a socket that never said a word.
        await terminals[0].SendAsync(RawTerminal.Upload, terminals[0].UploadJson(("7", "2024-05-06 08:30:00")));
        using var silent = await RawTerminal.ConnectAsync(gateway.Socket, "silent");
        var polled = gateway.Http.GetStringAsync("/api/v1/feed?kinds=registration&wait=60");
        using var streaming = new HttpRequestMessage(HttpMethod.Get, "/api/v1/feed?after=0") { Headers = { Accept = { new("text/event-stream") } } };
        using var stream = await gateway.Http.SendAsync(streaming, HttpCompletionOption.ResponseHeadersRead);

        await gateway.TerminateAsync();

        Assert.Equal("0000", terminals[0].ResultOf(await terminals[0].ReadFrameAsync()).Code);
        foreach (var terminal in terminals.Append(silent)) Assert.Null(await terminal.ReadAsync()); // A reset would throw.
        Assert.Contains("\"items\":[]", await polled, StringComparison.Ordinal);
        await stream.Content.ReadAsStringAsync(); // Ends as a whole one.
        Assert.Equal(0, await gateway.EndedAsync());
        Assert.Empty(gateway.Error);
        terminals.ForEach(static terminal => terminal.Dispose());

        // What was acknowledged is there again, and the terminals are told offline.
        await using var again = GatewayProcess.Start(directory);
        await again.ServesAsync();
        Assert.Single((await again.GetAsync("/api/v1/attendance?sn=smz-0"))["items"]!.AsArray());
        Assert.Equal("offline", (await again.GetAsync("/api/v1/devices/smz-0"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Sigterm_WithoutAnyConnection_ExitsWithZero()
    {
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory);
        await gateway.ServesAsync();

        await gateway.TerminateAsync();

        Assert.Equal(0, await gateway.EndedAsync());
        Assert.Empty(gateway.Error);
    }

    [Fact]
    public async Task Drain_WithTerminals_TakesNoMoreClosesWithFinAndExitsWithZero()
    {
        using var directory = new TempDirectory();
        await using var gateway = GatewayProcess.Start(directory);
        await gateway.ServesAsync();
        var terminals = new List<RawTerminal>();
        for (var i = 0; i < 20; i++)
        {
            await gateway.ProvisionAsync($"smz-{i}");
            terminals.Add(await RawTerminal.ConnectAsync(gateway.Socket, $"smz-{i}"));
            await terminals[i].BeatAsync(DateTimeOffset.UtcNow);
        }

        var since = Stopwatch.GetTimestamp();
        using var begun = await gateway.Http.PostAsync("/api/v1/cluster/drain?seconds=15", null);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, begun.StatusCode);
        Assert.Contains("\"connections\":20", await begun.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var ready = await gateway.Http.GetAsync("/health/ready");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("draining", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var late = await RawTerminal.ConnectAsync(gateway.Socket, "smz-0");
        Assert.Null(await late.ReadAsync());
        var ends = await Task.WhenAll(terminals.Select(async terminal =>
        {
            Assert.Null(await terminal.ReadAsync()); // A reset would throw.
            terminal.Dispose();
            return Stopwatch.GetElapsedTime(since);
        }));
        Assert.True(ends.Max() - ends.Min() > TimeSpan.FromSeconds(0.6), $"closed within {ends.Max() - ends.Min()}"); // Not all at once: two each half second.
        Assert.Equal(0, await gateway.EndedAsync());
        Assert.Empty(gateway.Error);
    }
}
