using System.Net;
using Gateway.Actors.Commands;
using Gateway.Platform.Commands;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Platform.Commands;

/// <summary>What the platform hears when a device's actor is silent, full, or loses a message.</summary>
public sealed class CommandUnansweredTests : IAsyncLifetime
{
    private static readonly CommandLimits Limits = new() { AskTimeout = TimeSpan.FromMilliseconds(200), Deadline = Patience.Max };

    private readonly ShiftedTime _time = new();
    private PlatformHost _host = null!;

    public async Task InitializeAsync()
    {
        _time.Hold(); // The deadline passes when a test says so.
        _host = await PlatformHost.StartAsync(services: (_, services) => services.AddSingleton(Limits).AddSingleton<TimeProvider>(_time));
        await _host.PutDeviceAsync("d1");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    private int TriesFor(string sn) => _host.Devices.Received.OfType<EnqueueCommand>().Count(message => message.Sn == sn);

    /// <summary>No acknowledgement leaves when the journal never confirms.</summary>
    [Fact]
    public async Task Post_ActorSilent_503WithTheIdToRepeat()
    {
        var post = _host.SendAsync("POST", "/api/v1/devices/d1/commands", """{"type":"clock.set"}""");
        await Patience.UntilAsync(() => TriesFor("d1") >= 3, "tried again and again");
        Assert.False(post.IsCompleted);

        _time.Shift(Limits.Deadline);

        var answer = await post;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "device-busy"), (answer.Status, answer.Problem));
        Assert.NotNull(answer.Headers.RetryAfter);
        var tries = _host.Devices.Received.OfType<EnqueueCommand>().ToArray();
        Assert.Single(tries.Select(t => t.Command).Distinct());
        Assert.Contains(tries[0].Command.Id, (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FirstMessageLost_IsRepeatedWithTheSameId()
    {
        var seen = 0;
        _host.Devices.Answer = m => m is EnqueueCommand e && ++seen >= 2
            ? new CommandAccepted(new CommandStatus(e.Command, CommandState.Queued, 0, null, null, null, null), false)
            : null;

        var answer = await _host.SendAsync("POST", "/api/v1/devices/d1/commands", """{"type":"clock.set"}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Single(_host.Devices.Received.OfType<EnqueueCommand>().Select(message => message.Command.Id).Distinct());
    }

    /// <summary>The table and the actor's own check: nothing is asked before.</summary>
    [Fact]
    public async Task Post_WithAnId_AsksTheActorOnceAndOnlyToQueueIt()
    {
        await using var host = await PlatformHost.StartAsync(); // Its limits are patient: a slow answer is not asked for again.
        await host.PutDeviceAsync("d1");
        host.Devices.Answer = m => m is EnqueueCommand e ? new CommandAccepted(new CommandStatus(e.Command, CommandState.Queued, 0, null, null, null, null), false) : null;
        var ended = Push("ended");
        await host.Database.ProjectAsync(Queued(ended, "d1"), Succeeded(ended, 2, "d1"));

        var fresh = await host.SendAsync("POST", "/api/v1/devices/d1/commands", """{"type":"clock.set","id":"fresh"}""");
        var conflict = await host.SendAsync("POST", "/api/v1/devices/d1/commands", """{"type":"clock.set","id":"ended"}""");

        Assert.Equal(HttpStatusCode.Accepted, fresh.Status);
        Assert.Equal("command-conflict", conflict.Problem);
        Assert.IsType<EnqueueCommand>(Assert.Single(host.Devices.Received, message => message is not GetLiveState));
    }

    [Fact]
    public async Task Post_QueueFull_429()
    {
        _host.Devices.Answer = m => m is EnqueueCommand ? new QueueFull(10_000) : null;

        var answer = await _host.SendAsync("POST", "/api/v1/devices/d1/commands", """{"type":"clock.set"}""");

        Assert.Equal((HttpStatusCode.TooManyRequests, "command-queue-full"), (answer.Status, answer.Problem));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Get_ActorSilent_ShowsOnlyWhatCannotChangeAnyMore()
    {
        var ended = Push("ended");
        await _host.Database.ProjectAsync(Queued(ended, "d1"), Succeeded(ended, 2, "d1"), Queued(Push("open"), "d1"));

        var one = await _host.GetAsync("/api/v1/devices/d1/commands/ended");
        var other = await _host.GetAsync("/api/v1/devices/d1/commands/open");
        var cancel = await _host.SendAsync("DELETE", "/api/v1/devices/d1/commands/open");

        Assert.Equal("succeeded", (string?)one.Json["state"]);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "device-busy"), (other.Status, other.Problem));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "device-busy"), (cancel.Status, cancel.Problem));
    }

    [Fact]
    public async Task PostBatch_SomeActorsSilentOrFull_NamesThem()
    {
        await _host.PutDeviceAsync("d2");
        await _host.PutDeviceAsync("d3");
        _host.Devices.Answer = m => m switch
        {
            EnqueueCommand { Sn: "d1" } e => new CommandAccepted(new CommandStatus(e.Command, CommandState.Queued, 0, null, null, null, null), false),
            EnqueueCommand { Sn: "d2" } => new QueueFull(10_000),
            _ => null,
        };

        var post = _host.SendAsync("POST", "/api/v1/commands", """{"targets":{"all":true},"command":{"type":"clock.set"}}""");
        await Patience.UntilAsync(() => TriesFor("d1") > 0 && TriesFor("d2") > 0 && TriesFor("d3") >= 3, "the silent one is asked again and again");
        _time.Shift(Limits.Deadline);
        var answer = await post;

        Assert.Equal(1, (int)answer.Json["accepted"]!);
        Assert.Equal(["d2 command-queue-full", "d3 device-busy"], answer.Json["rejected"]!.AsArray().Select(r => $"{r!["sn"]} {r["error"]}"));
    }
}
