using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Tests.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>§5.3.3, D9–D11, D18, and the uploads of the field notes.</summary>
public sealed class AttendanceBodyTests
{
    private const string Good = """{"sn":"smz-a03","user_id":"1001","recog_time":"2024-03-09 08:00:00"}""";

    private static readonly SerialNumber Sn = Frames.Sn("smz-a03");

    [Theory]
    [InlineData("""{"count":1,"logs":[R]}""", 1)]
    [InlineData("""{"count":"1","logs":[R]}""", 1)]
    [InlineData("""{"Count":1,"Logs":[R]}""", 1)]
    [InlineData("""{"count":1,"log":[R]}""", 1)]
    [InlineData("""{"logs":[R,],"count":1,}""", 1)]
    [InlineData("""{"logs":[R]}""", null)]
    [InlineData("""{"logs":[R],"count":null}""", null)]
    public void TryRead_Upload_IsReadLeniently(string json, int? count)
    {
        var body = Read(json.Replace("R", Good, StringComparison.Ordinal));
        var entry = Assert.Single(body.Logs);
        Assert.Empty(body.Faults);
        Assert.Equal((count, false), (body.Count, body.CountDisagrees));
        Assert.Equal(
            (0, "1001", "2024-03-09 08:00:00", new DateTime(2024, 3, 9, 8, 0, 0), null),
            (entry.Index, entry.UserId, entry.RecogTimeText, entry.RecogTime, entry.ExtraJson));
    }

    [Theory]
    [InlineData("""{"count":3,"logs":[R,R]}""")]
    [InlineData("""{"count":0,"logs":[R]}""")]
    [InlineData("""{"count":"many","logs":[R]}""")]
    [InlineData("""{"count":1e99,"logs":[R]}""")]
    [InlineData("""{"count":[1],"logs":[R]}""")]
    [InlineData("""{"count":1,"logs":[]}""")]
    public void TryRead_CountThatDisagrees_IsNotedOnly(string json) =>
        Assert.True(Read(json.Replace("R", Good, StringComparison.Ordinal)).CountDisagrees);

    [Theory]
    [InlineData("""{"user_id":1001,"recog_time":"2024/3/9 8:0:0"}""", null)]
    [InlineData("""{"USER_ID":"1001","Recog_Time":"2024-03-09T08:00:00","SN":""}""", null)]
    [InlineData("""{"user_id":"1001","recog_type":"face","recog_time":"2024-03-09 08:00:00","Temp":36.50}""", """{"recog_type":"face","Temp":36.50}""")]
    [InlineData(
        """{"user_id":"1001", "x" : { "a\u0041" : [ 1, true, null, /* c */ "张\"三" , {} ], }, "recog_time":"2024-03-09 08:00:00", "":[], "x":-0.1e+5}""",
        """{"x":{"a\u0041":[1,true,null,"张\"三",{}]},"":[],"x":-0.1e+5}""")]
    public void TryRead_RecordsOfTheField_KeepTheirExtraFieldsAsStrictJson(string record, string? extra)
    {
        var entry = Assert.Single(Read($$"""{"logs":[{{record}}]}""").Logs);
        Assert.Equal(("1001", extra), (entry.UserId, entry.ExtraJson));
        Assert.Equal(new DateTime(2024, 3, 9, 8, 0, 0), entry.RecogTime);
        if (extra is not null) JsonDocument.Parse(extra).Dispose();
    }

    [Theory]
    [InlineData("""{"recog_time":"2024-03-09 08:00:00"}""", "user_id", "logs[1].user_id is missing")]
    [InlineData("""{"user_id":null,"recog_time":"2024-03-09 08:00:00"}""", "user_id", "logs[1].user_id is missing")]
    [InlineData("""{"user_id":" ","recog_time":"2024-03-09 08:00:00"}""", "user_id", "logs[1].user_id is empty")]
    [InlineData("""{"user_id":["1"],"recog_time":"2024-03-09 08:00:00"}""", "user_id", "logs[1].user_id is not text")]
    [InlineData("""{"user_id":"\ud800","recog_time":"2024-03-09 08:00:00"}""", "user_id", "logs[1].user_id is not text")]
    [InlineData("""{"user_id":"a\u0000","recog_time":"2024-03-09 08:00:00"}""", "user_id", "logs[1].user_id has control characters")]
    [InlineData("""{"user_id":"01234567890123456789012345678901234567890123456789012345678901234","recog_time":"2024-03-09 08:00:00"}""", "user_id",
        "logs[1].user_id has more than 64 characters")]
    [InlineData("""{"user_id":"1"}""", "recog_time", "logs[1].recog_time is missing")]
    [InlineData("""{"user_id":"1","recog_time":""}""", "recog_time", "logs[1].recog_time is empty")]
    [InlineData("""{"user_id":"1","recog_time":"yesterday"}""", "recog_time", "logs[1].recog_time is not a time (yyyy-MM-dd HH:mm:ss)")]
    [InlineData("""{"user_id":"1","recog_time":{}}""", "recog_time", "logs[1].recog_time is not text")]
    [InlineData("""{"sn":"smz-a04","user_id":"1","recog_time":"2024-03-09 08:00:00"}""", "sn", "logs[1].sn differs from the terminal's SN")]
    [InlineData("""{"sn":[],"user_id":"1","recog_time":"2024-03-09 08:00:00"}""", "sn", "logs[1].sn is not text")]
    [InlineData("""{"user_id":"1","recog_time":"2024-03-09 08:00:00","x":"\udc00"}""", "", "logs[1] has text that is none (half of a surrogate pair)")]
    [InlineData("""{"user_id":"1","recog_time":"2024-03-09 08:00:00","\udc00":1}""", "", "logs[1] has text that is none (half of a surrogate pair)")]
    [InlineData("17", "", "logs[1] is not an object")]
    [InlineData("""["user_id"]""", "", "logs[1] is not an object")]
    [InlineData("null", "", "logs[1] is not an object")]
    public void TryRead_RecordAtFault_IsNamedAndKeptBesideTheGoodOnes(string record, string field, string description)
    {
        var body = Read($$"""{"count":3,"logs":[{{Good}}, {{record}} ,{{Good}}]}""");
        Assert.False(body.CountDisagrees);
        Assert.Equal([0, 2], body.Logs.Select(l => l.Index));
        var fault = Assert.Single(body.Faults);
        Assert.Equal((1, field, description), (fault.Index, fault.Field, fault.Description));
        Assert.Equal(description, fault.ToString());
    }

    [Theory]
    [InlineData("{}", "logs is missing")]
    [InlineData("""{"count":2}""", "logs is missing")]
    [InlineData("""{"logs":null}""", "logs is not an array")]
    [InlineData("""{"logs":{"user_id":"1"}}""", "logs is not an array")]
    [InlineData("""{"logs":[],"log":[]}""", "logs is there twice")]
    [InlineData("""{"sn":"smz-a04","logs":[]}""", "sn differs from the terminal's SN")]
    [InlineData("""{"logs":[],"SN":["smz-a03"]}""", "sn is not text")]
    [InlineData("[]", "the body is not a JSON object")]
    public void TryRead_WrongBody_IsRefused(string json, string description)
    {
        Assert.False(AttendanceBody.TryRead(Encoding.UTF8.GetBytes(json), Sn, out _, out var fault));
        Assert.Equal(new BodyFault(ResultCode.SenderFault, description), fault);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void TryRead_500Records_AreTheLimit(int count, bool readable)
    {
        var json = $$"""{"logs":[{{string.Join(',', Enumerable.Repeat(Good, count))}}]}""";
        Assert.Equal(readable, AttendanceBody.TryRead(Encoding.UTF8.GetBytes(json), Sn, out var body, out var fault));
        Assert.Equal(readable ? count : null, body?.Logs.Count);
        if (!readable) Assert.Equal(new BodyFault(ResultCode.SenderFault, "logs has more than 500 records"), fault);
    }

    [Fact]
    public void Write_Upload_IsAsInTheSpecification()
    {
        var time = new DateTime(2024, 3, 9, 8, 0, 0);
        AttendanceEntry[] logs =
        [
            new(0, "1001", "2024-03-09 08:00:00", time),
            new(1, "张\"三", "2024-03-09 08:00:00", time, """{"recog_type":"face"}""")
        ];
        var json = AttendanceBody.ToUtf8("smz-a03", logs);
        Assert.Equal(
            """{"count":2,"logs":[{"sn":"smz-a03","user_id":"1001","recog_time":"2024-03-09 08:00:00"},"""
            + """{"sn":"smz-a03","user_id":"张\"三","recog_time":"2024-03-09 08:00:00","recog_type":"face"}]}""",
            Encoding.UTF8.GetString(json));
        var body = Read(Encoding.UTF8.GetString(json));
        Assert.Equal(2, body.Logs.Count);
        Assert.Equal(logs[1].ExtraJson, body.Logs[1].ExtraJson);
        Assert.Equal("logs[1]", body.Logs[1].ToString());
    }

    private static AttendanceBody Read(string json)
    {
        Assert.True(AttendanceBody.TryRead(Encoding.UTF8.GetBytes(json), Sn, out var body, out var fault), fault.Description);
        return body;
    }
}
