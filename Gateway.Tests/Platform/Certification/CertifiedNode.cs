using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Simulator.Firmwares;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Gateway.Tests.Platform.Certification;

/// <summary>A whole node and terminals of the simulator on one fast clock, so that the script of an hour takes seconds.</summary>
internal sealed class CertifiedNode : IAsyncDisposable
{
    private const string Key = "l8iTgWXT";

    private readonly FastTime _time;
    private readonly TestNode _node;

    private CertifiedNode(FastTime time, TestNode node) => (_time, _node) = (time, node);

    public TestNode Node => _node;

    public DateTimeOffset Now => _time.GetUtcNow();

    public static async Task<CertifiedNode> StartAsync(int factor)
    {
        var time = new FastTime(factor);
        return new CertifiedNode(time, await TestNode.StartAsync(replace: services => services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(time)));
    }

    /// <summary>Certifies a terminal with this firmware and gives its report.</summary>
    public async Task<JsonNode> CertifyAsync(string sn, Firmware firmware)
    {
        using var put = await _node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { key = Key, kind = "attendance", certifying = true });
        put.EnsureSuccessStatusCode();
        using var stop = new CancellationTokenSource();
        var running = FirmwareTerminal.RunAsync(
            new FirmwareOptions
            {
                Firmware = firmware,
                Sn = sn,
                Key = Key,
                Gateway = () => _node.Endpoint,
                DeviceHttp = () => _node.DeviceHttp[0],
                Every = TimeSpan.FromSeconds(2),
                UploadEvery = TimeSpan.FromSeconds(2),
                RecognisesEvery = TimeSpan.FromSeconds(4),
                Time = _time,
            },
            stop.Token);
        using var posted = await _node.Http.PostAsync($"/api/v1/devices/{sn}/certification", null);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, posted.StatusCode);
        JsonNode report = new JsonObject();
        await Patience.UntilAsync(
            async () => (string?)(report = await _node.GetAsync($"/api/v1/devices/{sn}/certification"))["state"] != "running", "the run has ended");
        await stop.CancelAsync();
        await running;
        return report;
    }

    /// <summary>Verdicts by line.</summary>
    public static IReadOnlyDictionary<string, string> Verdicts(JsonNode report) =>
        report["lines"]!.AsArray().ToDictionary(static line => line!["line"]!.GetValue<string>(), static line => line!["verdict"]!.GetValue<string>());

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
