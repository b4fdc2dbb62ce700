using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Tests.Codec.Framing;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>D39: an upload read in parts, as it comes, is the upload that is read whole; and it is never held whole.</summary>
public sealed class AttendancePartsTests
{
    private const string Good = """{"sn":"smz-a03","user_id":"1001","recog_time":"2024-03-09 08:00:00","x":[1,{"y":"}]"}]}""";

    private static readonly SerialNumber Sn = Frames.Sn("smz-a03");

    [Theory]
    [InlineData("""{"count":1,"logs":[R]}""")]
    [InlineData("\uFEFF {\"Count\":\"2\", \"Logs\" : [ R , /* c */ R , ] , \"x\":{\"logs\":[1]}, } \0\0 ")]
    [InlineData("""{"logs":[R,0,{"user_id":""},"\ud800",R,null],"count":-1}""")]
    [InlineData("""{"\u006cogs":[R],"sn":"smz-a03"}""")]
    [InlineData("""{"logs":[]}""")]
    [InlineData("{}")]
    [InlineData("[R]")]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("  \0")]
    [InlineData("""{"logs":[R""")]
    [InlineData("""{"logs":[R]}}""")]
    [InlineData("""{"logs":[R]} {"logs":[R]}""")]
    [InlineData("""{"logs":[R],"log":[R]}""")]
    [InlineData("""{"logs":{"a":1}}""")]
    [InlineData("""{"logs":[R],"sn":"another"}""")]
    [InlineData("""{"sn":[],"logs":[R]}""")]
    [InlineData("""{"logs":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""")]
    public void Read_InPiecesOfEveryLength_IsWhatTheWholeIs(string text)
    {
        var json = Encoding.UTF8.GetBytes(text.Replace("R", Good, StringComparison.Ordinal));
        var isReadable = AttendanceBody.TryRead(json, Sn, out var whole, out var wholeFault);

        for (var piece = 1; piece <= json.Length + 1; piece++)
        {
            var (parts, fault) = Read(json, piece);

            Assert.Equal(isReadable, fault is null);
            if (whole is null)
            {
                Assert.Empty(parts);
                Assert.Equal(wholeFault.Description.Split(':')[0], fault!.Value.Description.Split(':')[0]);
                continue;
            }

            var part = Assert.Single(parts);
            Assert.Equal(json, part.Plain);
            Assert.Equal((whole.Count, whole.CountDisagrees, whole.FaultCount), (part.Body.Count, part.Body.CountDisagrees, part.Body.FaultCount));
            Assert.Equal(whole.Logs.Select(Text), part.Body.Logs.Select(Text));
            Assert.Equal(whole.Faults.Select(f => f.Description), part.Body.Faults.Select(f => f.Description));
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(16_384)]
    [InlineData(10_000_000)]
    public void Read_MoreRecordsThanAPart_HasTheSamePartsWhateverThePieces(int piece)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"logs":[{{string.Join(',', Enumerable.Repeat(Good, 1234))}}],"count":1234}""");

        var (parts, fault) = Read(json, piece);

        Assert.Null(fault);
        Assert.Equal([500, 500, 234], parts.Select(part => part.Body.Logs.Count));
        Assert.Equal([0, 500, 1000], parts.Select(part => part.Body.Logs[0].Index));
        Assert.Equal(json, parts.SelectMany(part => part.Plain));
        Assert.False(parts[^1].Body.CountDisagrees);
    }

    [Fact]
    public void Read_FaultBehindTheFirstPart_HasGivenThatPart_AndTheRestIsUnread()
    {
        var json = Encoding.UTF8.GetBytes($$"""{"logs":[{{string.Join(',', Enumerable.Repeat(Good, 700))}},oops""");
        var stream = new AttendanceParts(Sn);
        stream.Write(json);

        Assert.Equal(AttendancePartResult.Part, stream.Read(false, out var part, out var plain, out _));
        Assert.Equal(AttendancePartResult.Unreadable, stream.Read(true, out _, out _, out var fault));

        Assert.Equal((500, ResultCode.Malformed), (part!.Logs.Count, fault.Code));
        Assert.Equal(Convert.ToHexString(json), Convert.ToHexString(plain.Span) + Convert.ToHexString(stream.Unread.Span));
    }

    [Fact]
    public void Read_MillionsOfRecordsThatAreNone_HoldsNoMoreThanAPart_AndNamesThree()
    {
        var stream = new AttendanceParts(Sn);
        stream.Write("{\"logs\":[0"u8);
        var piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(",0", 8192)));
        var bad = 0;
        for (var i = 0; i < 500; i++)
        {
            stream.Write(piece);
            while (stream.Read(false, out var part, out _, out _) == AttendancePartResult.Part)
            {
                bad += part!.FaultCount;
                Assert.Equal(3, part.Faults.Count);
            }

            Assert.InRange(stream.Retained, 0, 2 * AttendanceParts.PartLengthMax);
        }

        Assert.InRange(bad, 4_000_000 - AttendanceParts.PartLengthMax, 4_096_001);
    }

    [Fact]
    public void Read_ValueWithoutEnd_IsTooLongOnceItHasItsLength()
    {
        var stream = new AttendanceParts(Sn);
        stream.Write("{\"logs\":[{\"x\":\""u8);
        var result = AttendancePartResult.NeedsMore;
        var filler = Encoding.ASCII.GetBytes(new string('y', 65_536));
        while (result == AttendancePartResult.NeedsMore)
        {
            stream.Write(filler);
            result = stream.Read(false, out _, out _, out _);
        }

        Assert.Equal(AttendancePartResult.TooLong, result);
        Assert.InRange(stream.Retained, 0, AttendanceParts.ValueLengthMax + (2 * AttendanceParts.PartLengthMax));
    }

    private static string Text(AttendanceEntry entry) => $"{entry.Index} {entry.UserId} {entry.RecogTimeText} {entry.RecogTime:o} {entry.ExtraJson}";

    private static (List<(AttendanceBody Body, byte[] Plain)> Parts, BodyFault? Fault) Read(byte[] json, int piece)
    {
        var stream = new AttendanceParts(Sn);
        var parts = new List<(AttendanceBody, byte[])>();
        for (var at = 0; ; at += piece)
        {
            var isLast = at + piece >= json.Length;
            stream.Write(json.AsSpan(Math.Min(at, json.Length), Math.Max(Math.Min(piece, json.Length - at), 0)));
            while (true)
            {
                var result = stream.Read(isLast, out var part, out var plain, out var fault);
                if (part is not null) parts.Add((part, plain.ToArray()));
                if (result == AttendancePartResult.Unreadable) return (parts, fault);
                if (result == AttendancePartResult.LastPart) return (parts, null);
                if (result == AttendancePartResult.NeedsMore) break;
            }

            Assert.False(isLast);
        }
    }
}
