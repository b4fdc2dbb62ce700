using Gateway.Actors.Attendance;
using Gateway.Codec.Bodies;
using Gateway.Edge.DeviceHttp;
using Xunit;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>D39: attendance is never refused for its amount, and no amount costs more memory than a part of it. What it costs is counted in bytes, not in seconds.</summary>
[Collection(AloneTests.Collection)]
public sealed class HostileUploadTests
{
    /// <summary>Bytes that may be allocated for one that comes: buffers of the server, copies for the quarantine, its encryption, the client of this test.</summary>
    private const int AllocatedPerByteMax = 30;

    [Fact]
    public async Task Upload_MillionsOfRecordsThatAreNone_CostsLittleMoreThanItsBytes()
    {
        await using var host = await StartAsync();
        await host.UploadAsync("""{"logs":[0]}""");
        const int Records = 2_000_000;
        var form = Encoding.ASCII.GetBytes($"sn=smz-a03&content={Encrypt("{\"logs\":[0" + string.Concat(Enumerable.Repeat(",0", Records - 1)) + "]}")}");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var answer = await host.PostAsync("/UploadAttendance", form);

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < (long)AllocatedPerByteMax * form.Length, $"{allocated} bytes were allocated for {form.Length}");
        Assert.Equal((0, $"stored_0_duplicates_0_quarantined_{Records}"), (answer!.Result, answer.Msg));

        // Parts that are the same byte for byte are one entry.
        Assert.InRange(await host.Database.NumberAsync("SELECT max(tries) FROM quarantine"), 2, Records / (AttendanceParts.PartLengthMax / 2));
    }

    [Fact]
    public async Task Upload_CutOffInTheMiddle_KeepsThePartsThatHadCome()
    {
        await using var host = await StartAsync();
        var form = Encoding.ASCII.GetBytes($"sn=smz-a03&content={Encrypt(Logs(0, 3000))}");
        using (var client = await RawHttp.ConnectAsync(host.Port))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /UploadAttendance HTTP/1.1\r\nHost: x\r\nContent-Length: {form.Length}\r\n\r\n"));
            await client.GetStream().WriteAsync(form.AsMemory(0, form.Length / 2));
            await Patience.UntilAsync(async () => await host.Database.NumberAsync("SELECT count(*) FROM attendance") >= 1000, "parts of an upload that has not ended");
        }

        Assert.Equal(0, (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Result);
        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM attendance") % 500);
        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM quarantine"));
    }

    [Fact]
    public async Task Upload_OfWhichSeveralAreLong_EachHasItsTurn_AndOneThatIsCutOffGivesItBack()
    {
        var limits = new DeviceHttpLimits { LongUploadLength = 1, LongUploadsAtOnce = 1, ActorWithin = Patience.Max, RoomWithin = Patience.Max };
        await using var host = await StartAsync(new Options { Limits = limits });
        var form = Encoding.ASCII.GetBytes($"sn=smz-a03&content={Encrypt(Logs(9000, 3000))}");
        using (var client = await RawHttp.ConnectAsync(host.Port))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /UploadAttendance HTTP/1.1\r\nHost: x\r\nContent-Length: {form.Length}\r\n\r\n"));
            await client.GetStream().WriteAsync(form.AsMemory(0, form.Length / 2));
            await Patience.UntilAsync(async () => await host.Database.NumberAsync("SELECT count(*) FROM attendance") >= 1000, "parts of an upload that has not ended");
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => host.UploadAsync(Logs(number * 3000, 2000))));

        Assert.All(answers, answer => Assert.Equal((0, "stored_2000_duplicates_0"), (answer!.Result, answer.Msg)));
    }

    [Fact]
    public async Task Upload_LongAndAboveItsShare_IsSlowedWithoutHoldingUpAnother()
    {
        var limits = new DeviceHttpLimits { LongUploadLength = 1, LongUploadsAtOnce = 1, ActorWithin = Patience.Max, RoomWithin = Patience.Max };
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        await using var host = await StartAsync(new Options { Limits = limits, Time = time });
        host.Shares.Took(Sn, UploadShares.BurstMax + 1_000_000, TimeSpan.Zero);
        // Of this length a part is whole only when the upload is a long one already.
        var padding = new string('x', 200);
        var slowed = host.UploadAsync(Logs(0, 1000).Replace("\"user_id\"", $"\"padding\":\"{padding}\",\"user_id\"", StringComparison.Ordinal));
        await Patience.UntilAsync(async () => await host.Database.NumberAsync("SELECT count(*) FROM attendance") > 0, "a part that is durable, after which it is slowed");

        var other = await host.UploadAsync(Logs(5000, 2000), "person-1");

        Assert.Equal("stored_2000_duplicates_0", other!.Msg);
        Assert.False(slowed.IsCompleted);
        time.Advance(UploadShares.SlowMax);
        Assert.Equal("stored_1000_duplicates_0", (await slowed)!.Msg);
    }

    [Fact]
    public async Task Upload_LongerThanAnyOtherBodyMayBe_IsStoredWhole()
    {
        await using var host = await StartAsync(new Options { Limits = new DeviceHttpLimits { BodyLengthMax = 20_000, ActorWithin = Patience.Max } });

        var answer = await host.UploadAsync(Logs(0, 2200));

        Assert.Equal((0, "stored_2200_duplicates_0"), (answer!.Result, answer.Msg));
    }

    [Fact]
    public async Task Upload_ContentBeforeTheSn_WaitsForIt_AndIsNotAnsweredWhenItIsTooLong()
    {
        await using var host = await StartAsync(new Options { Limits = new DeviceHttpLimits { BodyLengthMax = 20_000, ActorWithin = Patience.Max } });

        var stored = await host.PostFormAsync("/UploadAttendance", $"content={Encrypt(Logs(0, 2))}&sn=smz-a03");
        var unknown = await host.PostFormAsync("/UploadAttendance", $"content={Encrypt(Logs(2, 2))}&sn=nobody");

        Assert.Equal("stored_2_duplicates_0", stored!.Msg);
        Assert.Equal(-2, unknown!.Result);
        Assert.Null(await host.PostFormAsync("/UploadAttendance", $"content={Encrypt(Logs(4, 2200))}&sn=smz-a03"));
    }

    [Fact]
    public async Task Form_300000EmptyParts_CostsLittleMoreThanItsBytes()
    {
        await using var host = await StartAsync();
        await host.PostFormAsync("/GetAddPerson", "sn=nobody");
        var form = Encoding.ASCII.GetBytes(
            "--b\r\nContent-Disposition: form-data; name=\"sn\"\r\n\r\nnobody\r\n" + string.Concat(Enumerable.Repeat("--b\r\n\r\n", 300_000)) + "--b--");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var answer = await host.PostAsync("/Regist.Asfx", form);

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < (long)AllocatedPerByteMax * form.Length, $"{allocated} bytes were allocated for {form.Length}");
        Assert.Equal(2, answer!.ErrCode);
    }

    private static string Logs(int from, int count) =>
        $$"""{"count":{{count}},"logs":[{{string.Join(',', Enumerable.Range(from, count).Select(i =>
            $$"""{"user_id":"U{{i}}","recog_time":"2026-02-01 {{i / 3600 % 24:00}}:{{i / 60 % 60:00}}:{{i % 60:00}}"}"""))}}]}""";
}
