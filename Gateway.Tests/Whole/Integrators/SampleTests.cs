using System.Diagnostics;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.House;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.Whole.Integrators;

/// <summary>The samples for integrators, as their readers run them: against the program, from a shell.</summary>
[Collection(ProcessTests.Collection)]
#pragma warning disable CA1001 // xunit disposes of it by DisposeAsync.
[Trait(Category.Name, Category.Long)]
public sealed class SampleTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Sn = "sample-1";

    private readonly TempDirectory _directory = new();
    private GatewayProcess _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = GatewayProcess.Start(_directory);
        await _gateway.ServesAsync();
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _directory.Dispose();
    }

    [ProgramFact("curl")]
    public async Task FirstSteps_Curl_QueuesAPerson()
    {
        var said = await RunAsync("sh", Repository.PathOf("samples/curl/first-steps.sh"), Sn);

        Assert.Contains("\"state\":\"queued\"", said, StringComparison.Ordinal);
        var command = await _gateway.GetAsync($"/api/v1/devices/{Sn}/commands/push-1001-v1");
        Assert.Equal("queued", command["state"]!.GetValue<string>());
    }

    [ProgramFact("python3")]
    public Task FeedConsumer_Python_GetsEachItemOnce() => FollowsAsync("python3", Repository.PathOf("samples/python/feed_consumer.py"));

    [Fact]
    public Task FeedConsumer_CSharp_GetsEachItemOnce() => FollowsAsync("dotnet", "run", Repository.PathOf("samples/csharp/FeedConsumer.cs"), "--");

    private async Task FollowsAsync(string program, params string[] arguments)
    {
        var state = Path.Combine(_directory, "feed.state");
        string[] once = [.. arguments, "--once", "--state", state];
        await _gateway.ProvisionAsync(Sn);
        await UploadAsync("1001", 2);

        Assert.Equal(2, (await RunAsync(program, once)).Split("\"1001\"").Length - 1);
        Assert.DoesNotContain("1001", await RunAsync(program, once), StringComparison.Ordinal);

        await UploadAsync("1002", 1);
        var said = await RunAsync(program, once);
        Assert.DoesNotContain("\"1001\"", said, StringComparison.Ordinal);
        Assert.Equal(1, said.Split("\"1002\"").Length - 1);
    }

    /// <summary>Returns when the records are in the feed.</summary>
    private async Task UploadAsync(string userId, int records)
    {
        using var terminal = await RawTerminal.ConnectAsync(_gateway.Socket, Sn);
        var now = DateTimeOffset.UtcNow;
        var answer = await terminal.UploadAsync([.. Enumerable.Range(0, records).Select(i => (userId, RawTerminal.Local(now.AddSeconds(-i))))]);
        Assert.Equal("0000", answer.Code);
        await Patience.UntilAsync(
            async () => (await _gateway.GetAsync("/api/v1/feed?kinds=attendance&limit=1000"))["items"]!.AsArray()
                .Count(item => item!["data"]!["user_id"]!.GetValue<string>() == userId) == records,
            "in the feed");
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GATEWAY_API"] = new Uri(_gateway.Http.BaseAddress!, "/api/v1").ToString();
        start.Environment["GATEWAY_KEY"] = _gateway.Http.DefaultRequestHeaders.Authorization!.Parameter;
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience.Max);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await complained}{await said}");
        return await said;
    }
}
