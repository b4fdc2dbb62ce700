using System.Net;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>The SN of a decommissioned device is refused, not unknown (D39): a terminal that is told so deletes its records.</summary>
[Collection(NodeFixture.Collection)]
public sealed class DecommissionedTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Delete_Device_IsRefusedAtBothDoorsUntilItIsMadeAgain()
    {
        using var terminal = await Node.TerminalAsync();
        var (sn, upload) = (terminal.Sn, new Uri(Node.DeviceHttp[0], "/UploadAttendance"));
        Task<HttpResponseMessage> PostAsync() => Node.Http.PostAsync(upload, new FormUrlEncodedContent([new("sn", sn), new("content", "00")]));
        await terminal.BeatAsync(Node.Now);

        using (var deleted = await Node.Http.DeleteAsync($"/api/v1/devices/{sn}")) Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        using (var gone = await Node.Http.GetAsync($"/api/v1/devices/{sn}")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(PostAsync);
        Assert.Equal(-2, (await Node.GetAsync(new Uri(Node.DeviceHttp[0], $"/GetAddPerson?sn={sn}").ToString()))["Result"]!.GetValue<int>());
        using (var again = await Node.ConnectAsync(sn))
        {
            var refused = await again.BeatAsync(Node.Now);
            Assert.Equal((0x02, 0), (refused.Status, refused.Body.Length));
            Assert.Null(await again.ReadAsync());
        }

        await Node.PutDeviceAsync(sn, "87654321");

        using var renewed = await Node.ConnectAsync(sn, "87654321");
        Assert.Equal(0x00, (await renewed.BeatAsync(Node.Now)).Status);
        Assert.Equal("0000", (await renewed.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
    }
}
