using Gateway.Edge.Budgets;
using Xunit;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>Who asks for SN after SN is told nothing any more, and harms no terminal that was served at his address before.</summary>
public sealed class GuessingTests
{
    [Fact]
    public async Task Guesses_OfManySns_AreAnsweredNoMore_AndServedTerminalsAreAsEver()
    {
        await using var host = await StartAsync(new Options { Guesses = new GuessLimits(AtOnce: 5, PerSecond: 0) });
        Assert.Equal(0, (await host.GetAsync($"/GetAddPerson?sn={Sn}"))!.Result);

        foreach (var guess in Enumerable.Range(0, 5)) Assert.Equal(-2, (await host.GetAsync($"/GetAddPerson?sn=guess-{guess}"))!.Result);

        foreach (var route in (string[])["GetAddPerson?sn=", "GetDelPerson?sn=", "FeedBack?type=2&sn=", "UploadAttendance?content=00&sn=", "Regist.Asfx?dev_mac="])
        {
            Assert.Null(await host.GetAsync($"/{route}guess-9"));
            Assert.Null(await host.GetAsync($"/{route}base64-1")); // Known, and not told: else the silence would say the same.
        }

        Assert.Equal(0, (await host.GetAsync($"/GetAddPerson?sn={Sn}"))!.Result);
    }
}
