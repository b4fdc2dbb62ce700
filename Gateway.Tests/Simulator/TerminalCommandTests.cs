using System.Security.Cryptography;
using Gateway.Simulator.Ledgers;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>How a terminal takes commands (D13, D14, D17).</summary>
public sealed class TerminalCommandTests
{
    private const string Fine = """{"result_code":"0000","result_desc":""}""";
    private const string Deletion = """{"type":0,"user_id":"u1","time":""}""";

    [Fact]
    public void Push_Announced_IsAnswered0000()
    {
        var bench = Connected();

        bench.Answer(0x10, 0x25);
        bench.Answer(0x25, 0x01, Push("u1", "u2"));

        Assert.Equal(new TerminalRequest(0x25, TerminalBench.Sn, Fine), Assert.Single(bench.TakeSent()));
        Assert.Empty(bench.Wrong());
        Assert.Equal(2, bench.Context.Counters.PersonsPushed);
        Assert.Equal(1, bench.Context.Counters.Heartbeats);
    }

    [Fact]
    public void Deletion_Direct_AnswersTheHeartbeat()
    {
        var bench = Connected();

        bench.Answer(0x14, 0x01, Deletion);

        Assert.Equal(new TerminalRequest(0x14, TerminalBench.Sn, Fine), Assert.Single(bench.TakeSent()));
        Assert.Empty(bench.Wrong());
        Assert.Equal(1, bench.Context.Counters.Heartbeats);
        Assert.Equal(1, bench.Context.Counters.PersonsDeleted);
    }

    [Fact]
    public void Command_AfterAResult_IsDrained()
    {
        var bench = Connected();
        bench.Answer(0x10, 0x25);
        bench.Answer(0x25, 0x01, Push("u1"));

        bench.Answer(0x14, 0x01, Deletion);
        bench.Answer(0x10, 0x01, """{"cmd":"set_time","params":[{"date_time":"2025-03-01 12:00:00"}]}""");

        Assert.Empty(bench.Wrong());
        Assert.Equal([0x25, 0x14, 0x10], bench.TakeSent().Select(request => (int)request.Word));
    }

    [Fact]
    public void Command_ThatNothingCalledFor_IsAWrongAnswer()
    {
        var bench = Connected();
        bench.Answer(0x10, 0x00);

        bench.Answer(0x14, 0x01, Deletion);

        Assert.Contains("no heartbeat and no result called for", Assert.Single(bench.Wrong()), StringComparison.Ordinal);
    }

    [Fact]
    public void Command_AnnouncedAndNotSent_IsAWrongAnswer()
    {
        var bench = Connected();
        bench.Answer(0x10, 0x25);

        bench.Pass(TerminalBench.AnswerTimeout.TotalSeconds);

        Assert.Equal(["was announced and did not follow"], bench.Wrong());
    }

    [Fact]
    public async Task Photo_InPackets_IsTakenByteExact()
    {
        var photo = RandomNumberGenerator.GetBytes(25_000);
        var lines = await LogOfAsync(log =>
        {
            var bench = Connected(log);
            bench.Answer(0x10, 0x25);
            var json = GatewayBytes.Encrypt(Push("u1"), TerminalBench.Key);
            bench.Say(
                GatewayBytes.Packet(0x25, 1, 4, 0x01, TerminalBench.Sn, json),
                GatewayBytes.Packet(0x25, 2, 4, 0x01, TerminalBench.Sn, photo[..10_213]),
                GatewayBytes.Packet(0x25, 3, 4, 0x01, TerminalBench.Sn, photo[10_213..20_426]),
                GatewayBytes.Packet(0x25, 4, 4, 0x01, TerminalBench.Sn, photo[20_426..]));
            Assert.Empty(bench.Wrong());
            Assert.Equal(Fine, Assert.Single(bench.TakeSent()).Json);
        });

        var line = Assert.Single(lines);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(photo)), line.GetProperty("photo_sha256").GetString());
        Assert.Equal(25_000, line.GetProperty("photo_bytes").GetInt32());
        Assert.Equal(4, line.GetProperty("name_length").GetInt32());
        Assert.True(line.GetProperty("photo_in_packets").GetBoolean());
    }

    [Fact]
    public async Task Photo_Inline_IsTakenByteExact()
    {
        const string Inline = """{"count":"1","users":[{"user_id":"u1","name":"n","work_sn":"u1","id_card":"","face_template":"/9j/"}]}""";
        var lines = await LogOfAsync(log => Carry(Connected(log), Inline));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([0xFF, 0xD8, 0xFF])), lines[0].GetProperty("photo_sha256").GetString());
    }

    [Fact]
    public async Task Persons_ThatFitTheFailPattern_AreRefusedWithTheWholeFrame()
    {
        var lines = await LogOfAsync(log =>
        {
            var bench = new TerminalBench(failUsers: "bad*", receivedLog: log).Connect();
            bench.TakeSent();
            Carry(bench, Push("u1", "bad7"));
            var result = Assert.Single(bench.TakeSent()).Json;
            Assert.StartsWith("""{"result_code":"9999","result_desc":"bad7""", result, StringComparison.Ordinal);
            Assert.Equal(2, bench.Context.Counters.PersonsRefused);
        });

        Assert.Equal(["u1", "bad7"], lines.Select(line => line.GetProperty("user_id").GetString()));
        Assert.All(lines, line => Assert.Equal("9999", line.GetProperty("result_code").GetString()));
    }

    [Theory]
    [InlineData("""{"count":"2","users":[{"user_id":"u1","name":"n","work_sn":"u1","id_card":"","face_template":""}]}""", "count is not the number of users")]
    [InlineData("""{"count":"0","users":[]}""", "0 users")]
    [InlineData("""{"count":"1","users":[{"user_id":1,"name":"n","work_sn":"u1","id_card":"","face_template":""}]}""", "user_id is no text")]
    [InlineData("""{"count":"1","users":[{"user_id":"u1","name":"n","work_sn":"u1","id_card":""}]}""", "has no face_template")]
    [InlineData("""{"count":"1","users":[{"user_id":"u1","name":"n","work_sn":"u1","id_card":"","face_template":"*"}]}""", "face_template is no Base64")]
    [InlineData("nonsense", "decrypts, but is no JSON")]
    public void Push_NotAsSpecified_IsAWrongAnswerAndRefused(string json, string reason)
    {
        var bench = Connected();

        Carry(bench, json);

        Assert.Equal([reason], bench.Wrong());
        Assert.DoesNotContain("0000", Assert.Single(bench.TakeSent()).Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_WhileAHeartbeatAndADrainAreBothPossible_LeavesRoomForTheHeartbeatsAnswer()
    {
        var bench = Connected();
        bench.Answer(0x10, 0x25);
        bench.Answer(0x25, 0x01, Push("u1"));
        bench.Pass(30); // the next heartbeat crosses the drained command

        bench.Answer(0x14, 0x01, Deletion);
        bench.Answer(0x10, 0x00);

        Assert.Empty(bench.Wrong());
        bench.Answer(0x10, 0x00);
        Assert.Equal(["answers no heartbeat"], bench.Wrong());
    }

    private static void Carry(TerminalBench bench, string json)
    {
        bench.Answer(0x10, 0x25);
        bench.Answer(0x25, 0x01, json);
    }

    private static TerminalBench Connected(ReceivedLog? log = null)
    {
        var bench = new TerminalBench(receivedLog: log).Connect();
        bench.TakeSent();
        return bench;
    }

    private static string Push(params string[] userIds) =>
        $$"""{"count":"{{userIds.Length}}","users":[{{string.Join(',', userIds.Select(Person))}}]}""";

    private static string Person(string userId) => $$"""{"user_id":"{{userId}}","name":"name","work_sn":"{{userId}}","id_card":"","face_template":""}""";

    private static async Task<List<JsonElement>> LogOfAsync(Action<ReceivedLog> use)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (var log = new ReceivedLog(new JsonLineFile(path, TimeProvider.System))) use(log);
            return [.. (await File.ReadAllLinesAsync(path)).Select(line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
