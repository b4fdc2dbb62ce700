using System.Text.Json.Nodes;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>§5.3.3 over a real socket, down to the list and the feed (D9–D11, D18, D28).</summary>
[Collection(NodeFixture.Collection)]
public class UploadTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Upload_GoodRecords_AreStoredAndInTheFeedOnce()
    {
        using var terminal = await Node.TerminalAsync();

        var answer = await terminal.AskAsync(RawTerminal.Upload, terminal.UploadJson(("510101", "2024-05-06 08:30:00"), ("510102", "2024-05-06 23:59:59")));

        Assert.Equal((0x19, 0, 0, 0x01), (answer.Command, answer.Number, answer.Total, answer.Status));
        Assert.Equal("""{"result_code":"0000","result_desc":""}""", terminal.Decrypt(answer.Body));
        DateTimeOffset[] times = [new(2024, 5, 6, 0, 30, 0, TimeSpan.Zero), new(2024, 5, 6, 15, 59, 59, TimeSpan.Zero)];
        Assert.Equal([("510101", times[0]), ("510102", times[1])], await Node.RecordsAsync(terminal.Sn));
        var feed = await Node.FeedAsync(terminal.Sn, 2);
        Assert.Equal(["510101", "510102"], feed.Select(UserId));
        Assert.All(feed, data => Assert.Equal("socket", data["transport"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Upload_TheSameRecordsAgain_AreAcknowledgedAndNotDoubled()
    {
        using var terminal = await Node.TerminalAsync();
        (string, string) a = ("a", "2024-05-06 08:00:00"), b = ("b", "2024-05-06 08:00:00"), c = ("c", "2024-05-06 08:00:00");

        Assert.Equal("0000", (await terminal.UploadAsync(a, b)).Code);
        Assert.Equal("0000", (await terminal.UploadAsync(a, b)).Code);
        Assert.Equal("0000", (await terminal.UploadAsync(b, b, c)).Code); // Another grouping, and doubled within the packet.

        Assert.Equal(["a", "b", "c"], (await Node.RecordsAsync(terminal.Sn)).Select(static record => record.UserId).Order());
        Assert.Equal("0000", (await terminal.UploadAsync(("last", "2024-05-06 09:00:00"))).Code);
        Assert.Equal(["a", "b", "c", "last"], (await Node.FeedAsync(terminal.Sn, 4)).Select(UserId));
    }

    [Theory] // D9, D10, field notes
    [InlineData("""{"count":1,"logs":[{"sn":"","user_id":"7","recog_time":"2024-05-06 08:30:00"}]}""")]
    [InlineData("""{"Count":"1","LOGS":[{"User_Id":7,"Recog_Time":"2024-05-06 08:30:00",},],}""")]
    [InlineData("""{"count":99,"logs":[{"user_id":"7","recog_time":"2024/5/6 8:30:0"}]}""")]
    [InlineData("""{"logs":[{"user_id":"7","recog_time":"2024-05-06T08:30:00"}]}""")]
    public async Task Upload_LenientForms_AreReadTheSame(string json)
    {
        using var terminal = await Node.TerminalAsync();

        Assert.Equal("0000", terminal.ResultOf(await terminal.AskAsync(RawTerminal.Upload, json)).Code);

        Assert.Equal([("7", new DateTimeOffset(2024, 5, 6, 0, 30, 0, TimeSpan.Zero))], await Node.RecordsAsync(terminal.Sn));
    }

    [Fact]
    public async Task Upload_UnknownFields_AreKept()
    {
        using var terminal = await Node.TerminalAsync();
        const string Json = """{"count":1,"logs":[{"user_id":"7","recog_type":"face","recog_time":"2024-05-06 08:30:00","temp":36.60}]}""";

        Assert.Equal("0000", terminal.ResultOf(await terminal.AskAsync(RawTerminal.Upload, Json)).Code);

        var page = await Node.GetAsync($"/api/v1/attendance?sn={terminal.Sn}");
        Assert.Equal("""{"recog_type":"face","temp":36.60}""", page["items"]![0]!["extra"]!.ToJsonString());
    }

    [Fact]
    public async Task Upload_WithoutRecords_IsAcknowledged()
    {
        using var terminal = await Node.TerminalAsync();

        Assert.Equal("0000", terminal.ResultOf(await terminal.AskAsync(RawTerminal.Upload, """{"count":0,"logs":[]}""")).Code);
    }

    [Theory] // D28
    [InlineData("""{"count":1,"logs":[""", "9001", "")]
    [InlineData("""{"count":1}""", "9999", "logs")]
    [InlineData("""{"logs":{}}""", "9999", "logs")]
    [InlineData("17", "9999", "object")]
    public async Task Upload_FaultyBody_IsRefusedAndStoresNothing(string json, string code, string named)
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).

        var answer = await terminal.AskAsync(RawTerminal.Upload, json);

        Assert.Equal(0x02, answer.Status);
        var result = terminal.ResultOf(answer);
        Assert.Equal(code, result.Code);
        Assert.Contains(named, result.Description, StringComparison.Ordinal);
        Assert.Empty(await Node.RecordsAsync(terminal.Sn));
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);
    }

    [Theory]
    [InlineData(0, "missing")]
    [InlineData(8, "decrypted")]
    [InlineData(13, "decrypted")]
    public async Task Upload_BodyThatDoesNotDecrypt_IsRefused(int length, string named)
    {
        using var terminal = await Node.TerminalAsync();
        await terminal.BeatAsync(Node.Now); // Before it has proved its key no answer has a body (D38).
        var body = new byte[length];
        body.AsSpan().Fill(0x5A); // With this key its padding is wrong; the number of bytes of the last case is none of DES.

        await terminal.SendAsync(terminal.Packet(RawTerminal.Upload, body));
        var answer = await terminal.ReadFrameAsync();

        var result = terminal.ResultOf(answer);
        Assert.Equal((0x02, "9999"), (answer.Status, result.Code));
        Assert.Contains(named, result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ThenHalfClosed_IsStillAnswered()
    {
        using var terminal = await Node.TerminalAsync();

        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        terminal.HalfClose();

        Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        Assert.Null(await terminal.ReadAsync());
    }

    [Fact]
    public async Task Upload_DialectWithEcb_IsRead()
    {
        using var terminal = await Node.ConnectAsync(await Node.ProvisionAsync(dialect: "hainan"), ecb: true);

        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code);

        Assert.Single(await Node.RecordsAsync(terminal.Sn));
    }

    private static string UserId(JsonNode data) => data["user_id"]!.GetValue<string>();
}
