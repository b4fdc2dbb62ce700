using System.Text.Json.Nodes;
using Gateway.Actors.Privacy;
using Gateway.Simulator.Replay;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>What a replay puts in the place of what is masked.</summary>
public sealed class BodyInventionTests
{
    private static readonly DateTimeOffset At = new(2025, 3, 1, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"sn":"old","date_time":"2025-03-01 12:00:05"}""", """{"sn":"new","date_time":"2025-03-02 12:00:05"}""")]
    [InlineData("""{"sn":"another"}""", """{"sn":"another"}""")]
    [InlineData("""{"date_time":"1970-01-01 08:00:00"}""", """{"date_time":"1970-01-01 08:00:00"}""")]
    [InlineData("""{"logs":[{"user_id":"1001","recog_time":"2025-03-01 12:00:00"}],"count":1}""", """{"logs":[{"user_id":"1001","recog_time":"2025-03-01 12:00:00"}],"count":1}""")]
    [InlineData("""{"note":"*** (5 characters)"}""", """{"note":"xxxxx"}""")]
    [InlineData("""{"result_desc":"ab… (5 characters)"}""", """{"result_desc":"abxxx"}""")]
    [InlineData("""{"temperature":"***"}""", """{"temperature":36}""")]
    public void Fill_OfAField_IsPlausible(string recorded, string expected) =>
        Assert.Equal(expected, new BodyInvention("new").Fill("old", JsonNode.Parse(recorded), At, At.AddDays(1))!.ToJsonString());

    [Fact]
    public void Fill_OfPersons_InventsOneForEach()
    {
        const string Person = """{"name":"欧***","id_card":"110*************2X","face_template":"*** (4000 characters)"}""";

        var users = new BodyInvention("new").Fill("old", JsonNode.Parse($$"""{"users":[{{Person}},{{Person}}]}"""), At, At)!["users"]!;

        Assert.NotEqual(users[0]!["name"]!.GetValue<string>(), users[1]!["name"]!.GetValue<string>());
        Assert.All(users.AsArray(), user =>
        {
            Assert.DoesNotContain("*", user!.ToJsonString(), StringComparison.Ordinal);
            Assert.True(IdNumber.TryParse(user["id_card"]!.GetValue<string>(), out var number, out _) && number.IsCheckDigitRight);
            var photo = Convert.FromBase64String(user["face_template"]!.GetValue<string>());
            Assert.Equal(((byte)0xFF, (byte)0xD8, 3000), (photo[0], photo[1], photo.Length));
        });
    }

    [Theory]
    [InlineData("{}", "line 1 is no item of a recording")]
    [InlineData("{", "line 1 is no JSON")]
    [InlineData("""{"items":[1]}""", "item 1 is no item of a recording")]
    public void Recording_ThatIsNone_IsRefused(string text, string reason) =>
        Assert.Equal(reason, Assert.Throws<FormatException>(() => RecordingFile.Read(text)).Message);
}
