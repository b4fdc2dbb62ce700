using System.Net.Security;
using Gateway.Edge.DeviceHttp;
using Gateway.Host.Certificates;
using Xunit;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>What a device listener answers to anything else, and over TLS.</summary>
public sealed class DeviceListenerTests(DeviceHttpFixture fixture) : IClassFixture<DeviceHttpFixture>
{
    private readonly DeviceHttpHost _host = fixture.Host;

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/devices")]
    [InlineData("/health/live")]
    [InlineData("/GetAddPerson/x")]
    [InlineData("/GetAddPersonX?sn=smz-a03")]
    [InlineData("/Regist.Aspx")]
    public async Task Request_UnknownAddress_Is404InJson(string target)
    {
        var answer = (await _host.GetAsync(target))!;

        Assert.Equal((404, -1, ""), (answer.Status, answer.Result, answer.Content));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Registration_OtherMethod_Is405InJson(string method) // §6 is always 200 (D29), see AnswerTests.
    {
        var answer = (await _host.SendAsync($"{method} /Regist.Asfx HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))!;

        Assert.Equal((405, 3), (answer.Status, answer.ErrCode));
    }

    [Fact]
    public async Task Request_AtAPlatformListener_IsNotTheDevices() =>
        Assert.NotEqual(404, (await RawHttp.SendAsync(_host.PlatformPort,
            Encoding.ASCII.GetBytes("GET /GetAddPerson?sn=smz-a03 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")))!.Status);

    [Fact]
    public async Task Request_NoMatterWhatComes_IsNeverA500OrAPage()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var form = new byte[random.Next(200)];
            random.NextBytes(form);
            var route = (string[])["GetAddPerson", "GetDelPerson", "UploadAttendance", "FeedBack", "Regist.Asfx"];

            var answer = await _host.PostAsync("/" + route[i % route.Length] + "?sn=smz-a03", form);

            if (answer is not null) Assert.Equal(200, answer.Status);
            if (answer is not null) Assert.NotEmpty(answer.Json);
        }
    }

    [Fact]
    public async Task FeedBack_SlowBody_IsRefusedAfterItsTime()
    {
        await using var host = await StartAsync(new Options { Limits = new DeviceHttpLimits { BodyTimeMax = TimeSpan.FromMilliseconds(300) } });
        using var client = await RawHttp.ConnectAsync(host.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /FeedBack HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nsn="));

        var answer = (await RawHttp.ReadAsync(client.GetStream()))!;

        Assert.Equal((200, -1, "too_slow"), (answer.Status, answer.Result, answer.Msg));
    }

    [Theory]
    [InlineData("GetAddPerson")]
    [InlineData("GetDelPerson")]
    public async Task Pull_SlowBody_IsAbortedAfterItsTime(string route) // D23: never an error
    {
        await using var host = await StartAsync(new Options { Limits = new DeviceHttpLimits { BodyTimeMax = TimeSpan.FromMilliseconds(300) } });
        using var client = await RawHttp.ConnectAsync(host.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /{route}?sn=smz-a03 HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx="));

        Assert.Null(await RawHttp.ReadAsync(client.GetStream()));
    }

    [Theory]
    [InlineData("UploadAttendance")]
    [InlineData("Regist.Asfx")]
    [InlineData("GetAddPerson")]
    public async Task Request_BodiesThatAreAnnouncedAndDoNotCome_TakeNoRoomFromOthers(string route)
    {
        var limits = new DeviceHttpLimits
        {
            BodyLengthMax = 50_000,
            BodiesLengthMax = 50_000,
            PollBodiesLengthMax = 50_000,
            PollLengthMax = 50_000,
            RoomWithin = TimeSpan.FromMilliseconds(300),
            ActorWithin = Patience.Max
        };
        await using var host = await StartAsync(new Options { Limits = limits });
        var slow = new List<System.Net.Sockets.TcpClient>();
        for (var i = 0; i < 64; i++)
        {
            slow.Add(await RawHttp.ConnectAsync(host.Port));
            var request = $"POST /{route} HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\nExpect: 100-continue\r\n\r\n";
            await slow[i].GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
            Assert.Equal(100, (await RawHttp.ReadAsync(slow[i].GetStream()))!.Status);
        }

        Assert.Equal(0, (await host.PostFormAsync("/FeedBack", "sn=smz-a03&type=2"))!.Result);
        Assert.Equal(0, (await host.PostFormAsync("/GetAddPerson", "sn=smz-a03"))!.Result);
        Assert.Equal(-3, (await host.UploadAsync("""{"logs":[]}"""))!.Result);
        Assert.Equal(2, (await host.PostFormAsync("/Regist.Asfx", "dev_mac=x"))!.ErrCode);
        slow.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task Request_BodyThatHasComeAndDoesNotEnd_TakesItsAddressShareAndNoMore()
    {
        const int Body = 2 * 1024 * 1024;
        var limits = new DeviceHttpLimits
        {
            BodyLengthMax = Body,
            BodiesLengthMax = 1,
            BodyPieceWithin = 2 * Patience.Max,
            BodyTimeMax = 2 * Patience.Max, // None of the slow ones is cut while the test looks.
            RoomWithin = TimeSpan.FromMilliseconds(300),
            ActorWithin = Patience.Max
        };
        await using var host = await StartAsync(new Options { Limits = limits });
        var slow = new List<System.Net.Sockets.TcpClient>();
        for (var i = 0; i < 8; i++)
        {
            slow.Add(await RawHttp.ConnectAsync(host.Port));
            var request = $"POST /Regist.Asfx HTTP/1.1\r\nHost: x\r\nContent-Length: {Body}\r\n\r\nname={new string('x', Body - 100)}";
            var sent = slow[i].GetStream().WriteAsync(Encoding.ASCII.GetBytes(request)).AsTask();
            if (i == 0) await sent; // It has the whole share, before the others come: of many at once each may have a part, and all are refused.
        }

        await Patience.UntilAsync(
            async () => await host.PostFormAsync("/Regist.Asfx", $"dev_mac={EnrolmentSn}&name={new string('y', Body - 100)}") is not { ErrCode: > 1 },
            "a refusal for want of room");

        Assert.Equal(0, (await host.PostFormAsync("/GetAddPerson", "sn=smz-a03"))!.Result);
        slow.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task Request_TerminalThatLeavesMeanwhile_HarmsNobody()
    {
        for (var i = 0; i < 20; i++)
        {
            using var client = await RawHttp.ConnectAsync(_host.Port);
            client.LingerState = new System.Net.Sockets.LingerOption(true, 0);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /GetAddPerson?sn=smz-a03 HTTP/1.1\r\nHost: x\r\n\r\n"));
        }

        Assert.Equal(0, (await _host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Result);
    }

    [Fact]
    public async Task Tls_SelfSigned_ServesWithRawUtf8()
    {
        var directory = Directory.CreateTempSubdirectory("gateway-tls-").FullName;
        using var certificate = DeviceCertificate.Load(null, directory, TimeProvider.System);
        await using var host = await StartAsync(new Options { Certificate = certificate });
        using var client = await RawHttp.ConnectAsync(host.TlsPort);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString()
        });

        await tls.WriteAsync(Encoding.UTF8.GetBytes("GET /FeedBack?sn=smz-a03&type=2&msg=成功 了 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));

        Assert.Equal(0, (await RawHttp.ReadAsync(tls))!.Result);
        Directory.Delete(directory, recursive: true);
    }
}
