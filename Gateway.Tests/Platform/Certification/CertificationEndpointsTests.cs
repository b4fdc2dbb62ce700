using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Platform.Certification;

/// <summary>Who may be certified, and what is shown meanwhile.</summary>
[Collection(NodeFixture.Collection)]
public sealed class CertificationEndpointsTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Post_ForADeviceThatIsNotCertifyingOrInUse_IsRefused()
    {
        Assert.Equal("device-unknown", await RefusalAsync("nobody-c", HttpStatusCode.NotFound));
        using var terminal = await Node.TerminalAsync();
        Assert.Equal("device-not-certifying", await RefusalAsync(terminal.Sn, HttpStatusCode.Conflict));
        await terminal.BeatAsync(Node.Now);
        await terminal.UploadAsync(("1001", RawTerminal.Local(Node.Now)));

        await PutAsync(terminal.Sn, new { certifying = true });

        Assert.Equal("device-in-use", await RefusalAsync(terminal.Sn, HttpStatusCode.Conflict));
        using var none = await Node.Http.GetAsync(Path(terminal.Sn));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Post_ForACertifyingDevice_RunsOnceAndIsShownAsJsonAndAsAPage()
    {
        var sn = await Node.ProvisionAsync();
        await PutAsync(sn, new { certifying = true });

        using var posted = await Node.Http.PostAsJsonAsync(Path(sn), new { photo = "/9j/AAAA" });
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        var begun = (await posted.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("running", (string?)begun["state"]);
        Assert.Equal("certification-running", await RefusalAsync(sn, HttpStatusCode.Conflict));

        using var request = new HttpRequestMessage(HttpMethod.Get, Path(sn) + "?lang=zh");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var page = await Node.Http.SendAsync(request);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("终端认证报告", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        await Patience.UntilAsync(async () => (string?)(await Node.GetAsync(Path(sn)))["waiting"] == "The terminal is waited for.", "it says what it waits for");
        var audit = await Node.GetAsync("/api/v1/audit?action=certification.start&subject=" + sn);
        Assert.NotEmpty(audit["items"]!.AsArray());
    }

    private static string Path(string sn) => $"/api/v1/devices/{sn}/certification";

    private async Task PutAsync(string sn, object change)
    {
        using var answer = await Node.Http.PutAsJsonAsync("/api/v1/devices/" + sn, change);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string?> RefusalAsync(string sn, HttpStatusCode status)
    {
        using var answer = await Node.Http.PostAsync(Path(sn), null);
        Assert.Equal(status, answer.StatusCode);
        return ((string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["type"])!.Split(':')[^1];
    }
}
