using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Tests.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>§5.3.1, D9–D12.</summary>
public sealed class HeartbeatBodyTests
{
    private static readonly SerialNumber Sn = Frames.Sn("smz-a03");

    [Theory]
    [InlineData("""{"sn":"smz-a03","date_time":"2024-03-09 08:00:00"}""")]
    [InlineData("""{"SN":"smz-a03 ","Date_Time":"2024-3-9 8:0:0","power":[1,{"a":null}]}""")]
    [InlineData("""{"\u0073n":"smz\u002da03","date\u005ftime":"2024\u002f03/09T08:00:00"}""")]
    [InlineData("""{ /* firmware 2.1 */ "sn":"smz-a03", "date_time":"2024-03-09 08:00:00", }""")]
    [InlineData("{\"sn\":\"smz-a03\",\"date_time\":\"2024-03-09 08:00:00\"}\0\0\0 \r\n")]
    [InlineData("\uFEFF{\"sn\":\"smz-a03\",\"date_time\":\"2024-03-09 08:00:00\"}")]
    [InlineData("""{"sn":"other","sn":"smz-a03","date_time":"2024-03-09 08:00:00"}""")]
    public void TryRead_Heartbeat_IsReadLeniently(string json)
    {
        Assert.True(HeartbeatBody.TryRead(Encoding.UTF8.GetBytes(json), Sn, out var body, out _));
        Assert.Equal("smz-a03", body.Sn?.Trim());
        Assert.Equal(new DateTime(2024, 3, 9, 8, 0, 0), body.LocalTime);
        Assert.NotNull(body.DateTimeText);
        Assert.Null(body.ClockResult);
    }

    [Theory]
    [InlineData("{}", null, null)]
    [InlineData("""{"sn":"","date_time":""}""", "", "")]
    [InlineData("""{"sn":null,"date_time":null}""", null, null)]
    [InlineData("""{"sn":"smz-a03"}""", "smz-a03", null)]
    [InlineData("""{"sn":"smz-a03","date_time":"2000-00-00 00:00:00"}""", "smz-a03", "2000-00-00 00:00:00")]
    [InlineData("""{"date_time":1709942400}""", null, "1709942400")]
    [InlineData("""{"date_time":"0000-00-00 00:00:00"}""", null, "0000-00-00 00:00:00")]
    [InlineData("""{"sn":"smz-a03","date_time":{"year":2024}}""", "smz-a03", null)]
    [InlineData("""{"date_time":["2024-03-09 08:00:00"],"sn":"smz-a03"}""", "smz-a03", null)]
    [InlineData("""{"date_time":"2024-03-09 08:00:00 and more than 32 bytes","sn":"smz-a03"}""", "smz-a03", null)]
    [InlineData("""{"date_time":"\ud800"}""", null, null)]
    public void TryRead_MissingSnOrUnreadableClock_IsAHeartbeatWithoutTime(string json, string? sn, string? text)
    {
        Assert.True(HeartbeatBody.TryRead(Encoding.UTF8.GetBytes(json), Sn, out var body, out _));
        Assert.Equal((sn, text, (DateTime?)null), (body.Sn, body.DateTimeText, body.LocalTime));
        Assert.Null(body.ClockResult);
    }

    [Theory]
    [InlineData("""{"sn":"smz-a04"}""", "sn differs from the header's SN")]
    [InlineData("""{"sn":"SMZ-A03"}""", "sn differs from the header's SN")]
    [InlineData("""{"sn":"smz-a03","sn":"smz-a04"}""", "sn differs from the header's SN")]
    [InlineData("""{"sn":["smz-a03"]}""", "sn is not text of at most 32 bytes")]
    [InlineData("""{"sn":"012345678901234567890123456789012"}""", "sn is not text of at most 32 bytes")]
    [InlineData("""{"sn":"\ud800"}""", "sn is not text of at most 32 bytes")]
    [InlineData("""{"result_code":[]}""", "result_code is not text")]
    [InlineData("""{"result_code":0,"result_desc":{}}""", "result_desc is not text")]
    public void TryRead_WrongField_NamesIt(string json, string description)
    {
        Assert.False(HeartbeatBody.TryRead(Encoding.UTF8.GetBytes(json), Sn, out _, out var fault));
        Assert.Equal(new BodyFault(ResultCode.SenderFault, description), fault);
    }

    [Fact]
    public void TryRead_NoExpectedSn_ComparesNothing()
    {
        Assert.True(HeartbeatBody.TryRead("""{"sn":12345}"""u8, default, out var body, out _));
        Assert.Equal("12345", body.Sn);
    }

    [Theory]
    [InlineData("""{"result_code":"0000","result_desc":"ok"}""", "0000", true)]
    [InlineData("""{"result_code":0}""", "0000", true)]
    [InlineData("""{"sn":"smz-a03","result_code":"9021","date_time":""}""", "9021", false)]
    public void TryRead_ResultCodeWithoutTime_IsAClockResult(string json, string code, bool success)
    {
        Assert.True(HeartbeatBody.TryRead(Encoding.UTF8.GetBytes(json), Sn, out var body, out _));
        Assert.Equal((code, success), (body.ClockResult?.Code, body.ClockResult?.IsSuccess == true));
    }

    [Fact]
    public void TryRead_ResultCodeBesideATime_IsAHeartbeat()
    {
        Assert.True(HeartbeatBody.TryRead("""{"result_code":"0000","date_time":"2024-03-09 08:00:00"}"""u8, Sn, out var body, out _));
        Assert.Null(body.ClockResult);
    }

    [Fact]
    public void TryRead_Heartbeat_AllocatesNothing()
    {
        var json = """{"sn":"smz-a03","date_time":"2024-03-09 08:00:00"}"""u8.ToArray();
        for (var i = 0; i < 100; i++) HeartbeatBody.TryRead(json, Sn, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) HeartbeatBody.TryRead(json, Sn, out _, out _);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void Write_Heartbeat_IsAsInTheSpecification() => Assert.Equal(
        """{"sn":"smz-a03","date_time":"2024-03-09 08:00:00"}""", Encoding.UTF8.GetString(HeartbeatBody.ToUtf8("smz-a03", "2024-03-09 08:00:00")));

    [Fact]
    public void Reply_SetClock_IsWrittenAndRead()
    {
        var json = HeartbeatReplyBody.ToUtf8("set_time", "2024-03-09 08:00:00");
        Assert.Equal("""{"cmd":"set_time","params":[{"date_time":"2024-03-09 08:00:00"}]}""", Encoding.UTF8.GetString(json));
        Assert.True(HeartbeatReplyBody.TryRead(json, out var body, out _));
        Assert.Equal(("set_time", new DateTime(2024, 3, 9, 8, 0, 0)), (body.Command, body.LocalTime));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"cmd":"x","params":null}""", true)]
    [InlineData("""{"cmd":"x","params":[]}""", true)]
    [InlineData("""{"cmd":"x","params":{}}""", false)]
    [InlineData("""{"cmd":"x","params":[1]}""", false)]
    [InlineData("""{"cmd":"x","params":[{"date_time":[]}]}""", false)]
    [InlineData("""{"cmd":{}}""", false)]
    [InlineData("[]", false)]
    public void Reply_OtherShapes_AreJudged(string json, bool readable)
    {
        Assert.Equal(readable, HeartbeatReplyBody.TryRead(Encoding.UTF8.GetBytes(json), out var body, out var fault));
        Assert.Equal(readable, body is not null);
        if (!readable) Assert.Equal(ResultCode.SenderFault, fault.Code);
    }

    [Theory]
    [MemberData(nameof(FrameVector.Cases), MemberType = typeof(FrameVector))]
    public void GoldenFrames_TheirJson_IsReadByTheirReader(int index, string name)
    {
        Assert.NotEmpty(name);
        var vector = FrameVector.All[index];
        if (vector.Plain is null) return;
        using var valid = JsonDocument.Parse(vector.Plain);
        var json = Encoding.UTF8.GetBytes(vector.Plain);
        var sn = SerialNumber.Read(vector.FrameBytes.AsSpan(10));
        BodyFault fault;
        var read = (vector.FrameSide, vector.Command) switch
        {
            (FrameSide.Request, CommandWord.Heartbeat) => HeartbeatBody.TryRead(json, sn, out _, out fault)
                || fault.Description.StartsWith("sn differs", StringComparison.Ordinal),
            (FrameSide.Request, CommandWord.AttendanceUpload) => AttendanceBody.TryRead(json, sn, out var upload, out _)
                && upload is { Logs.Count: 2, Faults.Count: 0 },
            (FrameSide.Reply, CommandWord.Heartbeat) => HeartbeatReplyBody.TryRead(json, out _, out _),
            (FrameSide.Reply, CommandWord.PersonPush) => PersonPushBody.TryRead(json, out var push, out _) && push.Users[0].Name == "张三",
            (FrameSide.Reply, CommandWord.PersonDelete) => PersonDeleteBody.TryRead(json, out _, out _),
            _ => ResultBody.TryRead(json, out _, out _)
        };
        Assert.True(read);
    }
}
