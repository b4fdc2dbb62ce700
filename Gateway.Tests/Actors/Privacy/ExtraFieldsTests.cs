using Gateway.Actors.Privacy;
using Xunit;

namespace Gateway.Tests.Actors.Privacy;

/// <summary>What of a terminal's own fields may stand in clear.</summary>
public sealed class ExtraFieldsTests
{
    private static readonly ClearFields Clear = new(["recog_type", "mode"]);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("{}", null, null)]
    [InlineData("""{"recog_type":"face"}""", """{"recog_type":"face"}""", null)]
    [InlineData("""{"name":"张三"}""", null, """{"name":"张三"}""")]
    [InlineData("""{"a":1,"Recog_Type":"脸","b":[1.50,"\u5f20"],"mode":2}""", """{"Recog_Type":"脸","mode":2}""", """{"a":1,"b":[1.50,"张"]}""")]
    [InlineData("""{"recog_type":"13800138000"}""", null, """{"recog_type":"13800138000"}""")]
    [InlineData("""{"recog_type":13800138000}""", null, """{"recog_type":13800138000}""")]
    [InlineData("""{"recog_type":{"name":"张三"}}""", null, """{"recog_type":{"name":"张三"}}""")]
    [InlineData("""{"recog_type":"\ud800"}""", null, """{"recog_type":"\ud800"}""")]
    [InlineData("""{"recog_type":"x",}""", null, """{"recog_type":"x",}""")] // No JSON: no record is lost for it.
    public void Split_Fields_OnlyListedAndHarmlessOnesStandInClear(string? json, string? clear, string? hidden) =>
        Assert.Equal((clear, hidden), ExtraFields.Split(json, Clear));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("""{"a":1}""", null, """{"a":1}""")]
    [InlineData(null, """{"b":2}""", """{"b":2}""")]
    [InlineData("{}", """{"b":2}""", """{"b":2}""")]
    [InlineData("""{"a":1}""", """{"b":2,"c":{}}""", """{"a":1,"b":2,"c":{}}""")]
    public void Join_Parts_AreOneObjectAgain(string? clear, string? hidden, string? whole) => Assert.Equal(whole, ExtraFields.Join(clear, hidden));

    [Fact]
    public void Split_LongValueOfAListedField_IsHidden() =>
        Assert.Null(ExtraFields.Split($$"""{"recog_type":"{{new string('x', ClearFields.ValueLengthMax + 1)}}"}""", Clear).Clear);

    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("11010519491231002x", true)]
    [InlineData("110105194912310021", false)] // The check digit is wrong: an id that happens to be long.
    [InlineData("110105491231002", false)]
    [InlineData("u-1", false)]
    [InlineData(null, false)]
    public void UserId_ThatIsAnIdNumber_IsMasked(string? userId, bool masked)
    {
        Assert.Equal(masked, UserIdMask.IsIdNumber(userId));
        Assert.Equal(masked ? "110*************2X" : userId, UserIdMask.Of(userId));
    }
}
