using System.Net;
using System.Text.Json.Nodes;
using Gateway.Actors.Attendance;
using Gateway.Actors.Load;
using Gateway.Storage.Attendance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>What is left undone while uploads wait for the database, and in which order.</summary>
public sealed class LoadTests : IAsyncLifetime
{
    private TestNode _node = null!;
    private GatedStore _store = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(
        replace: services => services.AddSingleton<IAttendanceStore>(provider => _store = new GatedStore(provider.GetRequiredService<AttendanceStore>())));

    public async Task DisposeAsync()
    {
        _store.Open();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Uploads_ThatWait_SendTracesAwayFirstThenListsAndNeverTheUpload()
    {
        var load = _node.Services.GetRequiredService<LoadGauge>();
        using var terminal = await _node.TerminalAsync();
        Assert.Equal(LoadLevel.Normal, load.Level);
        _store.Shut();
        _node.Time.Hold();
        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        await Patience.UntilAsync(() => _store.Calls > 0, "the store is asked");

        _node.Time.Shift(LoadGauge.BusyAfter);
        Assert.Equal(LoadLevel.Busy, load.Level);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/attendance"));

        _node.Time.Shift(LoadGauge.OverloadedAfter - LoadGauge.BusyAfter);
        Assert.Equal(LoadLevel.Overloaded, load.Level);
        using var refused = await _node.Http.GetAsync("/api/v1/attendance");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));
        Assert.EndsWith("gateway-overloaded", JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/api/v1/devices"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/feed?after=0"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/api/v1/devices/{terminal.Sn}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/live"));
        await _node.CommandAsync(terminal.Sn, new { type = "person.delete", user_id = "7" });

        _store.Open();
        _node.Time.LetGo();
        Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        await Patience.UntilAsync(() => load.Level == LoadLevel.Normal, "normal again");
        Assert.Single(await _node.RecordsAsync(terminal.Sn));
        Assert.Contains("gateway_load_shed_total{what=\"request\"}", await _node.Http.GetStringAsync("/metrics"));
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _node.Http.GetAsync(path);
        return answer.StatusCode;
    }
}
