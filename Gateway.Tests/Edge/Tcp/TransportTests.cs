using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Actors.Sightings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>A device that is served by one door only (D25), and what becomes of its hand-outs when it is refused (D39).</summary>
[Collection(NodeFixture.Collection)]
public sealed class TransportTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    private TerminalSightings Sightings => Node.Services.GetRequiredService<TerminalSightings>();

    [Fact]
    public async Task Socket_OfADeviceForHttps_IsRefusedAsAnUnknownSn()
    {
        var sn = await Node.ProvisionAsync();
        await PutAsync(sn, new { transports = (string[])["https"] });
        using var terminal = await Node.ConnectAsync(sn);

        var answer = await terminal.AskAsync(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));

        Assert.Equal((RawTerminal.Upload, (byte)0x02, 0), (answer.Command, answer.Status, answer.Body.Length));
        Assert.Null(await terminal.ReadAsync());
        Assert.Empty(await Node.RecordsAsync(sn));
        Assert.Equal(SightingKind.TransportNotAllowed, Assert.Single(Sightings.Of(sn)).Kind);
        Assert.Equal(0, (await PollAsync(sn))["Result"]!.GetValue<int>());
    }

    [Fact]
    public async Task Https_OfADeviceForTheSocket_IsRefusedAndItsUploadNotAnswered()
    {
        var sn = await Node.ProvisionAsync();
        await PutAsync(sn, new { transports = (string[])["socket"] });
        using var http = new HttpClient { BaseAddress = Node.DeviceHttp[0] };

        Assert.Equal(-2, (await PollAsync(sn))["Result"]!.GetValue<int>());
        Assert.Equal(-2, (await http.GetFromJsonAsync<JsonNode>($"FeedBack?sn={sn}&type=2"))!["Result"]!.GetValue<int>());
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync($"UploadAttendance?sn={sn}&content=00")); // D39
        using var terminal = await Node.ConnectAsync(sn);
        Assert.Equal(0x00, (await terminal.BeatAsync(Node.Now)).Status);
    }

    [Fact]
    public async Task Transports_TakenAway_CloseTheSessionAndTheHandOut()
    {
        var sn = await Node.ProvisionAsync();
        await PushAsync(sn);
        Assert.NotEqual("", (await PollAsync(sn))["Content"]!.GetValue<string>());

        await PutAsync(sn, new { transports = (string[])["socket"] });

        await Patience.UntilAsync(async () => (await Node.DeviceAsync(sn))["queue"]!["queued"]!.GetValue<int>() == 1, "what was handed out waits again");
    }

    [Fact]
    public async Task Disabled_ItsHandOutIsClosed()
    {
        var sn = await Node.ProvisionAsync();
        await PushAsync(sn);
        Assert.NotEqual("", (await PollAsync(sn))["Content"]!.GetValue<string>());

        await PutAsync(sn, new { enabled = false });

        await Patience.UntilAsync(async () => (await Node.DeviceAsync(sn))["queue"]!["queued"]!.GetValue<int>() == 1, "what was handed out waits again");
    }

    private async Task<JsonNode> PollAsync(string sn)
    {
        using var http = new HttpClient { BaseAddress = Node.DeviceHttp[0] };
        return (await http.GetFromJsonAsync<JsonNode>($"GetAddPerson?sn={sn}"))!;
    }

    private async Task PushAsync(string sn)
    {
        using var answer = await Node.Http.PostAsJsonAsync(
            $"/api/v1/devices/{sn}/commands", new { type = "person.push", person = new { user_id = "7", name = "n" } });
        answer.EnsureSuccessStatusCode();
    }

    private async Task PutAsync(string sn, object change)
    {
        using var answer = await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", change);
        answer.EnsureSuccessStatusCode();
    }
}
