using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Gateway.Actors.Tracing;
using Gateway.Tests.Edge.Tcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.Tests.Actors.Tracing;

/// <summary>One trace per upload and per command, and how they leave.</summary>
public sealed class GatewaySpansTests
{
    [Fact]
    public async Task UploadAndCommand_AreATraceEach()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == GatewaySpans.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var node = await TestNode.StartAsync();
        var sn = $"trace-{Guid.NewGuid():N}"[..16];
        await node.PutDeviceAsync(sn);
        using var terminal = await node.ConnectAsync(sn);

        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        var id = await node.CommandAsync(sn, new { type = "person.delete", user_id = "7" });
        await Patience.UntilAsync(async () => (await terminal.BeatAsync(node.Now)).Status == RawTerminal.PersonDelete, "handed out");
        await Patience.UntilAsync(() => Ours().Any(static span => span.OperationName == "command.deliver"), "delivered");

        var upload = Assert.Single(Ours(), static span => span.OperationName == "upload");
        var commit = Assert.Single(spans, span => span.OperationName == "attendance.commit" && span.TraceId == upload.TraceId);
        Assert.Equal(upload.SpanId, commit.ParentSpanId);
        Assert.Equal((default, "socket", 1), (upload.ParentSpanId, (string)upload.GetTagItem("upload.transport")!, (int)upload.GetTagItem("upload.records")!));
        var accepted = Assert.Single(Ours(), static span => span.OperationName == "command.accept");
        var delivered = Assert.Single(Ours(), static span => span.OperationName == "command.deliver");
        Assert.Equal(id, accepted.GetTagItem("command.id"));
        Assert.Equal(GatewaySpans.TraceIdOf(sn, id), accepted.TraceId);
        Assert.Equal(accepted.TraceId, delivered.TraceId);
        Assert.NotEqual(upload.TraceId, accepted.TraceId);

        await node.PutDeviceAsync(sn);
        using var gone = await node.Http.DeleteAsync($"/api/v1/devices/{sn}"); // Cancels what is open: the command has ended.
        await Patience.UntilAsync(() => Ours().Any(static span => span.OperationName == "command"), "ended");
        var whole = Assert.Single(Ours(), static span => span.OperationName == "command");
        Assert.Equal((accepted.TraceId, "cancelled"), (whole.TraceId, (string)whole.GetTagItem("command.state")!));
        Assert.DoesNotContain(Ours(), static span => span.TagObjects.Any(static tag => tag.Key.Contains("user", StringComparison.Ordinal)));

        // Other tests run beside this one, and meters and sources are the process's.
        List<Activity> Ours() => [.. spans.Where(span => (string?)span.GetTagItem("device.sn") == sn)];
    }

    [Fact]
    public void TraceId_OfACommand_IsTheSameEverywhere()
    {
        // SHA-256 of "gateway-command\nsmz-1\nc-1", its first 16 bytes, by another program.
        Assert.Equal("4ec8659eb145456d48579fe175d707e6", GatewaySpans.TraceIdOf("smz-1", "c-1").ToHexString());
        Assert.NotEqual(GatewaySpans.TraceIdOf("smz-1", "c-1"), GatewaySpans.TraceIdOf("smz-1", "c-2"));
    }

    [Fact]
    public async Task Collector_ThatIsNamed_GetsTheSpansOverHttp()
    {
        var received = new ConcurrentQueue<(string Path, string? Type, byte[] Body)>();
        await using var collector = await CollectorAsync(received);
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using (var node = await TestNode.StartAsync(new Dictionary<string, string>
        {
            ["Telemetry:OtlpEndpoint"] = address,
            ["Telemetry:Protocol"] = "http",
            ["Telemetry:TraceRatio"] = "1",
        }))
        {
            using var terminal = await node.TerminalAsync();
            Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
        }

        // Spans of other tests of this process may fill batches before it.
        Assert.All(received, static batch => Assert.Equal(("/v1/traces", "application/x-protobuf"), (batch.Path, batch.Type)));
        Assert.Contains(received, static batch => System.Text.Encoding.Latin1.GetString(batch.Body).Contains("attendance.commit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Collector_ThatIsAway_DisturbsNothing()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string>
        {
            ["Telemetry:OtlpEndpoint"] = "http://127.0.0.1:1",
            ["Telemetry:TraceRatio"] = "1",
        });
        using var terminal = await node.TerminalAsync();
        for (var i = 0; i < 20; i++) Assert.Equal("0000", (await terminal.UploadAsync(($"{i}", "2024-05-06 08:30:00"))).Code);
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<(string Path, string? Type, byte[] Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Enqueue((http.Request.Path, http.Request.ContentType, body.ToArray()));
            http.Response.StatusCode = (int)HttpStatusCode.OK;
        });
        await app.StartAsync();
        return app;
    }
}
