using Gateway.Codec.Framing;
using Gateway.Simulator.Http;
using Gateway.Simulator.Terminals;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>What the simulator takes for a right answer over HTTPS, and what not.</summary>
public sealed class HttpAnswerTests
{
    private static readonly TerminalIdentity Terminal = new("smz-a03", "l8iTgWXT", ByteOrder.Big);
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("""{"Result":0,"Content":"","Msg":"idle"}""")]
    [InlineData("""{"Result":0,"Content":null,"Msg":null}""")]
    public void Answer_AsSpecified_IsRead(string body) => Assert.True(ServerResult.TryRead(Reply(body), out _, out _));

    [Theory]
    [InlineData(200, "text/html", """{"Result":0,"Content":"","Msg":""}""", "no application/json")]
    [InlineData(500, "application/json", """{"Result":0,"Content":"","Msg":""}""", "status 500")]
    [InlineData(200, "application/json", """{"result":0,"Content":"","Msg":""}""", "other members")]
    [InlineData(200, "application/json", """{"Result":0,"Content":""}""", "other members")]
    [InlineData(200, "application/json", """{"Result":"0","Content":"","Msg":""}""", "no whole number")]
    [InlineData(200, "application/json", """{"Result":0,"Content":1,"Msg":""}""", "Content is no text")]
    [InlineData(200, "application/json", "<string>{}</string>", "no JSON")]
    [InlineData(200, "application/json", "[]", "no JSON object")]
    public void Answer_OtherwiseMade_IsWrong(int status, string type, string body, string fault)
    {
        Assert.False(ServerResult.TryRead(new HttpReply(status, type, Encoding.UTF8.GetBytes(body)), out _, out var found));
        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"user_id":"u","name":"n","work_sn":"u","id":"u","id_card":"","face_template":""}]""", "")]
    [InlineData("""[{"user_id":"u","name":"n","work_sn":"u","id":"v","id_card":"","face_template":""}]""", "id is not the user_id")]
    [InlineData("""[{"user_id":"u","name":"n","work_sn":"u","id_card":"","face_template":""}]""", "has no id")]
    [InlineData("""[{"user_id":1,"name":"n","work_sn":"u","id":"1","id_card":"","face_template":""}]""", "user_id is no text")]
    [InlineData("""[{"user_id":"u","name":"n","work_sn":"u","id":"u","id_card":"","face_template":"data:image/jpeg;base64,AAAA"}]""", "no Base64")]
    [InlineData("[]", "1 to 20")]
    [InlineData("{}", "1 to 20")]
    [InlineData("[1]", "no object")]
    public void Persons_Lists_AreJudged(string json, string fault)
    {
        Assert.Equal(fault.Length == 0, HandedOutList.TryReadPersons(Terminal.EncryptToHex(Encoding.UTF8.GetBytes(json)), Terminal, out _, out var found));
        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Persons_LowerCaseHexOrAnotherKey_AreWrong()
    {
        var other = new TerminalIdentity("smz-a03", "otherKey", ByteOrder.Big);
        var json = """[{"user_id":"u","name":"n","work_sn":"u","id":"u","id_card":"","face_template":""}]"""u8.ToArray();

        Assert.False(HandedOutList.TryReadPersons(Terminal.EncryptToHex(json).ToLowerInvariant(), Terminal, out _, out var lower));
        Assert.False(HandedOutList.TryReadPersons(other.EncryptToHex(json), Terminal, out _, out var key));
        Assert.Contains("upper-case", lower, StringComparison.Ordinal);
        Assert.Contains("decrypt", key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":0,"user_id":"u","time":"2026-03-01 08:00:05"}]""", "")]
    [InlineData("""[{"type":"0","user_id":"u","time":"2026-03-01 08:00:05"}]""", "type is no number")]
    [InlineData("""[{"type":0,"user_id":"","time":"2026-03-01 08:00:05"}]""", "user_id is empty")]
    [InlineData("""[{"type":0,"user_id":"u","time":""}]""", "time is no time")]
    [InlineData("""[{"type":0,"user_id":"u","time":"2026-03-01 00:00:05"}]""", "time is not now")]
    public void Deletions_Lists_AreJudged(string json, string fault)
    {
        var content = Terminal.EncryptToHex(Encoding.UTF8.GetBytes(json));

        Assert.Equal(fault.Length == 0, HandedOutList.TryReadDeletions(content, Terminal, Now, out _, out var found));
        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "stored_3_duplicates_1", true)]
    [InlineData(0, "stored_3_duplicates_0", false)]
    [InlineData(0, "stored_4_duplicates_0_quarantined_1", false)]
    [InlineData(0, "ok", false)]
    [InlineData(-1, "stored_4_duplicates_0", false)]
    public void Upload_Answers_AreJudged(int result, string message, bool right) =>
        Assert.Equal(right, HttpUpload.FaultOf(new ServerResult(result, "", message), 4) is null);

    private static HttpReply Reply(string body) => new(200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(body));
}
