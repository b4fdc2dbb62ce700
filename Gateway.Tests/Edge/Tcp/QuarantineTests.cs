using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Records that cannot be read (D18).</summary>
[Collection(NodeFixture.Collection)]
public class QuarantineTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Upload_WithUnreadableRecords_IsRefusedTwiceAndItsGoodRecordsStoredAtTheThirdTry()
    {
        using var terminal = await Node.TerminalAsync();
        const string Json =
            """{"count":3,"logs":[{"user_id":"good","recog_time":"2024-05-06 08:30:00"},{"recog_time":"2024-05-06 08:30:00"},{"user_id":"x","recog_time":"noon"}]}""";

        for (var tries = 1; tries <= 2; tries++)
        {
            var refused = await terminal.AskAsync(RawTerminal.Upload, Json);
            var (code, description) = terminal.ResultOf(refused);
            Assert.Equal((0x02, "9999"), (refused.Status, code));
            Assert.Contains("logs[1].user_id", description, StringComparison.Ordinal);
            Assert.Contains("logs[2].recog_time", description, StringComparison.Ordinal);
            Assert.DoesNotContain("noon", description, StringComparison.Ordinal);
            Assert.Empty(await Node.RecordsAsync(terminal.Sn));
            var entry = Assert.Single(await Node.QuarantineAsync(terminal.Sn));
            Assert.Equal((tries, 2, false), (entry["tries"]!.GetValue<int>(), entry["bad_records"]!.GetValue<int>(), entry["good_records_stored"]!.GetValue<bool>()));
        }

        for (var tries = 3; tries <= 5; tries++)
        {
            var answer = await terminal.AskAsync(RawTerminal.Upload, Json);
            Assert.Equal((0x01, "0000"), (answer.Status, terminal.ResultOf(answer).Code));
        }

        Assert.Equal("good", Assert.Single(await Node.RecordsAsync(terminal.Sn)).UserId);
        var kept = Assert.Single(await Node.QuarantineAsync(terminal.Sn));
        Assert.Equal((5, true, Json), (kept["tries"]!.GetValue<int>(), kept["good_records_stored"]!.GetValue<bool>(), kept["content"]!.GetValue<string>()));
        await terminal.UploadAsync(("last", "2024-05-06 09:00:00"));
        Assert.Equal(["good", "last"], (await Node.FeedAsync(terminal.Sn, 2)).Select(static data => data["user_id"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"sn":"smz-other","user_id":"7","recog_time":"2024-05-06 08:30:00"}""", "logs[0].sn")] // D11
    [InlineData("""{"user_id":"","recog_time":"2024-05-06 08:30:00"}""", "logs[0].user_id")]
    [InlineData("""{"user_id":"7"}""", "logs[0].recog_time")]
    [InlineData("""{"user_id":"7","recog_time":"2024-02-30 08:30:00"}""", "logs[0].recog_time")]
    [InlineData("17", "logs[0]")]
    public async Task Upload_WithAnUnreadableRecord_IsRefusedAndNamesIt(string record, string named)
    {
        using var terminal = await Node.TerminalAsync();

        var (code, description) = terminal.ResultOf(await terminal.AskAsync(RawTerminal.Upload, $$"""{"count":1,"logs":[{{record}}]}"""));

        Assert.Equal("9999", code);
        Assert.StartsWith(named, description, StringComparison.Ordinal);
        Assert.Single(await Node.QuarantineAsync(terminal.Sn));
    }

    [Fact]
    public async Task Upload_OtherPacketsBetweenTheTries_CountForThemselves()
    {
        using var terminal = await Node.TerminalAsync();
        static string Json(string user) => $$"""{"logs":[{"user_id":"{{user}}"},{"user_id":"{{user}}","recog_time":"2024-05-06 08:30:00"}]}""";

        foreach (var user in (string[])["a", "b", "a", "b"])
            Assert.Equal("9999", terminal.ResultOf(await terminal.AskAsync(RawTerminal.Upload, Json(user))).Code);

        using (var again = await Node.ConnectAsync(terminal.Sn)) // The tries are the terminal's, not the connection's.
        {
            Assert.Equal("0000", again.ResultOf(await again.AskAsync(RawTerminal.Upload, Json("a"))).Code);
        }

        Assert.Equal("a", Assert.Single(await Node.RecordsAsync(terminal.Sn)).UserId);
    }
}
