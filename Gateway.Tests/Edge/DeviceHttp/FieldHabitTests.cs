using Gateway.Storage.Attendance;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>Every habit of docs/spec/field-notes.md on §6, as bytes on a socket.</summary>
public sealed class FieldHabitTests(DeviceHttpFixture fixture) : IClassFixture<DeviceHttpFixture>
{
    /// <summary><c>{"count":1,"logs":[{"sn":"smz-a03","user_id":"U1","recog_time":"2026-03-01 08:00:05"}]}</c>, by openssl.</summary>
    private const string UploadOfU1 =
        "7AFF59AF01AF7D7866D9383AEF3DDFD950071D1AF90110F5E6EA08D85CE8CE34349581ECD6F3EBD85C1E427B0F46C25B"
        + "531A8897F137300F0FF949613BF7D11D8DB5DFDB37B71DCE66980C152AF0F46716D39EA2EC7D68F3";

    /// <summary>The same of U0 in Base64, by openssl: has two '+' and a padding.</summary>
    private const string Base64UploadOfU0 =
        "ev9ZrwGvfXhm2Tg67z3f2VAHHRr5ARD15uoI2FzozjQ0lYHs1vPr2NJRhFbv+4ErjJzPQfTC8JSeg+fS9Vi9v2MrbhA1+oz8a+L/dAfKiPS25EodPqzg8A==";

    private readonly DeviceHttpHost _host = fixture.Host;

    private static string Log(string user, string extra = "") =>
        $$"""{"count":1,"logs":[{"sn":"smz-a03","user_id":"{{user}}","recog_time":"2026-03-01 08:00:05"{{extra}}}]}""";

    [Theory]
    [InlineData("/httpserver/Service/DevivePacketWebSvr.assx/GetAddPerson")]
    [InlineData("/httpservice/Service/DevivePacketWebSvr.assx/GetAddPerson")]
    [InlineData("/httperver/Service/DevivePacketWebSvr.assx/GetAddPerson")]
    [InlineData("/Web/Service/DevivePacketWebSvr.assx/GetAddPerson")]
    [InlineData("/Service/DevivePacketWebSvr.assx/GetAddPerson")]
    [InlineData("/GetAddPerson")]
    [InlineData("/HTTPSERVER/service/devivepacketwebsvr.ASSX/getaddPERSON")]
    [InlineData("//x//GetAddPerson/")]
    public async Task Path_AnyPrefixAndLetterCase_IsServed(string path) => Assert.Equal(0, (await _host.GetAsync(path + "?sn=smz-a03"))!.Result);

    [Theory]
    [InlineData("GetAddPerson?sn=smz-a03")]
    [InlineData("GetAddPerson?SN=smz-a03")]
    [InlineData("GetDelPerson?Sn=smz-a03")]
    [InlineData("GetDelPerson?sn=smz-a03%20")]
    [InlineData("GetAddPerson?sn=smz-a03+&x=1")]
    [InlineData("GetAddPerson?sn=smz-a03%00%00")]
    public async Task Poll_ParameterNamesInAnyCaseAndPaddedSn_IsIdle(string target)
    {
        var answer = (await _host.GetAsync("/Service/DevivePacketWebSvr.assx/" + target))!;

        Assert.Equal((200, 0, ""), (answer.Status, answer.Result, answer.Content));
    }

    [Fact]
    public async Task Poll_ContentTypeJsonOnGet_IsServed() =>
        Assert.Equal(0, (await _host.SendAsync(
            "GET /GetAddPerson?sn=smz-a03 HTTP/1.1\r\nHost: x\r\nContent-type: application/json\r\nConnection: close\r\n\r\n"))!.Result);

    [Fact]
    public async Task Poll_ByPostWithForm_IsServed() => Assert.Equal(0, (await _host.PostFormAsync("/GetDelPerson", "SN=smz-a03"))!.Result);

    [Fact]
    public async Task Poll_Http10_IsServed() => Assert.Equal(0, (await _host.SendAsync("GET /GetAddPerson?sn=smz-a03 HTTP/1.0\r\n\r\n"))!.Result);

    [Fact]
    public async Task Upload_InQueryWithEmptyBody_IsStored()
    {
        var answer = (await _host.PostAsync($"/Service/DevivePacketWebSvr.assx/UploadAttendance?sn=smz-a03&content={UploadOfU1}", []))!;

        Assert.Equal((0, "", "stored_1_duplicates_0"), (answer.Result, answer.Content, answer.Msg));
        var record = Assert.Single(await RecordsAsync("U1"));
        Assert.Equal(("smz-a03", "2026-03-01 08:00:05", new DateTimeOffset(2026, 3, 1, 0, 0, 5, TimeSpan.Zero), "工地1"),
            (record.Sn, record.RecogTimeText, record.RecogTime, record.Site));
        Assert.Equal(Gateway.Actors.Sessions.Transport.Http, record.Transport);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("Content")]
    [InlineData("CONTENT")]
    public async Task Upload_FormFieldInAnyCase_IsStored(string name)
    {
        var user = "form-" + name;

        var answer = (await _host.PostFormAsync("/Web/Service/DevivePacketWebSvr.assx/UploadAttendance", $"sn=smz-a03&{name}={Encrypt(Log(user))}"))!;

        Assert.Equal(0, answer.Result);
        Assert.Single(await RecordsAsync(user));
    }

    [Fact]
    public async Task Upload_LowerCaseHex_IsStored()
    {
        await _host.PostFormAsync("/UploadAttendance", $"sn=smz-a03&content={Encrypt(Log("lower")).ToLowerInvariant()}");

        Assert.Single(await RecordsAsync("lower"));
    }

    [Fact]
    public async Task Upload_SpaceAfterAmpersandAsInTheSpecification_IsStored()
    {
        var answer = (await _host.SendAsync(
            $"POST /UploadAttendance?sn=smz-a03& content={Encrypt(Log("space"))} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))!;

        Assert.Equal(0, answer.Result);
        Assert.Single(await RecordsAsync("space"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ContentType: application/x-www-form-urlencoded\r\n")]
    [InlineData("Content-Type: text/plain; charset=utf-8\r\n")]
    [InlineData("Content-Type: application/json\r\n")]
    [InlineData("Content-Type: multipart/form-data; boundary=nothing-like-it\r\n")]
    [InlineData("Content-Type: ;;;\r\n")]
    public async Task Upload_ContentTypeMissingMisspelledOrWrong_IsStored(string header)
    {
        var user = "type-" + header.Length;

        await _host.PostFormAsync("/UploadAttendance", $"sn=smz-a03&content={Encrypt(Log(user))}", header);

        Assert.Single(await RecordsAsync(user));
    }

    [Fact]
    public async Task Upload_Multipart_IsStored()
    {
        var body = "--b1\r\nContent-Disposition: form-data; name=\"sn\"\r\n\r\nsmz-a03\r\n"
            + $"--b1\r\nContent-Disposition: form-data; name=\"Content\"\r\n\r\n{Encrypt(Log("parts"))}\r\n--b1--\r\n";

        await _host.PostFormAsync("/UploadAttendance", body, "Content-Type: multipart/form-data; boundary=b1\r\n");

        Assert.Single(await RecordsAsync("parts"));
    }

    [Fact]
    public async Task Upload_Chunked_IsStored()
    {
        var form = $"sn=smz-a03&content={Encrypt(Log("chunks"))}";
        var request = "POST /UploadAttendance HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            + $"5\r\n{form[..5]}\r\n{form.Length - 5:x}\r\n{form[5..]}\r\n0\r\n\r\n";

        await _host.SendAsync(request);

        Assert.Single(await RecordsAsync("chunks"));
    }

    [Theory]
    [InlineData("query")]
    [InlineData("query-escaped")]
    [InlineData("form")]
    public async Task Upload_Base64DialectWithBarePlus_IsStored(string way)
    {
        var escaped = Uri.EscapeDataString(Base64UploadOfU0);

        var answer = way switch
        {
            "query" => await _host.PostAsync($"/UploadAttendance?sn=base64-1&content={Base64UploadOfU0}", []),
            "query-escaped" => await _host.PostAsync($"/UploadAttendance?sn=base64-1&content={escaped}", []),
            _ => await _host.PostFormAsync("/UploadAttendance", $"sn=base64-1&content={Base64UploadOfU0}"),
        };

        // The record itself names smz-a03 and is refused (D11): but it was decrypted and read.
        Assert.Equal((0, "stored_0_duplicates_0_quarantined_1"), (answer!.Result, answer.Msg));
    }

    [Fact]
    public async Task Upload_EncryptionOff_IsReadInClear()
    {
        var json = Uri.EscapeDataString(Log("clear").Replace("smz-a03", "clear-1", StringComparison.Ordinal));

        await _host.PostFormAsync("/UploadAttendance", $"sn=clear-1&content={json}");

        Assert.Single(await RecordsAsync("clear"));
    }

    [Theory]
    [InlineData("""{"Count":7,"Logs":[{"SN":"smz-a03","USER_ID":"U-{0}","Recog_Time":"2026/3/1 8:00:05"}]}""")]
    [InlineData("""{"logs":[{"user_id":"U-{0}","recog_time":"2026-03-01T08:00:05"}],}""")]
    public async Task Upload_OtherSpellingsAndWrongCount_IsStored(string json)
    {
        var user = "U-" + json.Length;

        var answer = (await _host.UploadAsync(json.Replace("U-{0}", user, StringComparison.Ordinal)))!;

        Assert.Equal(0, answer.Result);
        Assert.Single(await RecordsAsync(user));
    }

    [Fact]
    public async Task Upload_ExtraFields_AreKept()
    {
        await _host.UploadAsync(Log("extra", ""","recog_type":"iris","temp":36.5"""));

        Assert.Equal("""{"recog_type":"iris","temp":36.5}""", Assert.Single(await RecordsAsync("extra")).ExtraJson);
    }

    [Fact]
    public async Task Upload_EverythingThatPiledUp_IsStoredWhole()
    {
        var logs = string.Join(',',
            Enumerable.Range(0, 1234)
                .Select(i => $$"""{"sn":"smz-a03","user_id":"piled","recog_time":"2026-02-{{1 + (i / 60 / 24):00}} {{i / 60 % 24:00}}:{{i % 60:00}}:00"}"""));

        var answer = (await _host.UploadAsync($$"""{"count":4,"logs":[{{logs}}]}"""))!;

        Assert.Equal((0, "stored_1234_duplicates_0"), (answer.Result, answer.Msg));
        Assert.Equal(1234, await _host.Database.NumberAsync("SELECT count(*) FROM attendance WHERE user_id = 'piled'"));
        await Patience.UntilAsync(() => _host.Told<RequestNoted>().Count(noted => noted.Stored == 1234) == 1, "noted");
    }

    [Fact]
    public async Task Upload_EverythingThatPiledUpInTheQuery_IsStored()
    {
        var logs = string.Join(',',
            Enumerable.Range(0, 900).Select(i => $$"""{"user_id":"long-line","recog_time":"2026-02-01 {{i / 60:00}}:{{i % 60:00}}:00"}"""));

        var target = $"/UploadAttendance?sn=smz-a03&content={Encrypt($$"""{"count":4,"logs":[{{logs}}]}""")}";

        Assert.InRange(target.Length, 100_000, 200_000);
        Assert.Equal("stored_900_duplicates_0", (await _host.PostAsync(target, []))!.Msg);
    }

    [Fact]
    public async Task Upload_SameRecordsInAnotherGrouping_AreDuplicates()
    {
        const string A = """{"user_id":"again","recog_time":"2026-03-01 09:00:00"}""";
        const string B = """{"user_id":"again","recog_time":"2026-03-01 09:00:01"}""";
        await _host.UploadAsync($$"""{"count":1,"logs":[{{A}}]}""");

        var answer = (await _host.UploadAsync($$"""{"count":2,"logs":[{{B}},{{A}}]}"""))!;

        Assert.Equal((0, "stored_1_duplicates_1"), (answer.Result, answer.Msg));
        Assert.Equal(2, (await RecordsAsync("again")).Count);
    }

    [Theory]
    [InlineData("GET /FeedBack?type=2&sn=smz-a03&msg=下发成功 1 人 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "下发成功 1 人")]
    [InlineData("GET /FeedBack?type=2&sn=smz-a03&msg=a b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "a b")]
    [InlineData("GET /FeedBack?type=2&sn=smz-a03&msg=%E6%88%90+%E5%8A%9F HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "成 功")]
    [InlineData("GET /FeedBack?type=2&sn=smz-a03&msg=100%&x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "100%")]
    [InlineData("GET /FeedBack?TYPE=2&SN=smz-a03&MSG={\"a\":\"<b>|c\"} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "{\"a\":\"<b>|c\"}")]
    [InlineData("GET /Feedback?type=2&sn=smz-a03&msg= HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", null)]
    public async Task Feedback_ByGetWithRawText_IsTold(string request, string? message)
    {
        var before = _host.Told<FeedbackReceived>().Count;

        var answer = (await _host.SendAsync(request))!;

        Assert.Equal((200, 0, ""), (answer.Status, answer.Result, answer.Content));
        Assert.Equal(message, _host.Told<FeedbackReceived>()[before].Message);
    }

    [Fact]
    public async Task Feedback_ByForm_IsTold()
    {
        await _host.PostFormAsync("/httpserver/Service/DevivePacketWebSvr.assx/FeedBack", "type=3&sn=smz-a03&msg=form-said");

        var told = Assert.Single(_host.Told<FeedbackReceived>(), m => m.Message == "form-said");
        Assert.False(told.Succeeded);
    }

    [Fact]
    public async Task KeepAlive_RawUtf8InTheSecondRequest_IsServed()
    {
        using var client = await RawHttp.ConnectAsync(_host.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes("POST /UploadAttendance HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nsn=unknown"));
        Assert.Equal(-2, (await RawHttp.ReadAsync(stream))!.Result);

        await stream.WriteAsync(Encoding.UTF8.GetBytes("GET /FeedBack?type=0&sn=smz-a03&msg=删除 完成 HTTP/1.1\r\nHost: x\r\n\r\n"));

        Assert.Equal(0, (await RawHttp.ReadAsync(stream))!.Result);
        Assert.Single(_host.Told<FeedbackReceived>(), m => m.Message == "删除 完成");
    }

    private async Task<IReadOnlyList<Gateway.Actors.Attendance.AttendanceRecord>> RecordsAsync(string user) =>
        (await _host.Database.Attendance.ListAsync(new AttendanceFilter(null, user, null, null, null), 1000, null, default)).Items;
}
