using Gateway.Edge.Traffic;
using Xunit;

namespace Gateway.Tests.Edge.Traffic;

/// <summary>What a trace may show of a body.</summary>
public sealed class BodyMaskTests
{
    // The ID number is the example of GB 11643 itself.
    [Theory]
    [InlineData("""{"sn":"a","date_time":"2024-05-06 08:30:00"}""", """{"sn":"a","date_time":"2024-05-06 08:30:00"}""")]
    [InlineData("""{"count":2,"logs":[{"user_id":"1001","recog_time":"t"}]}""", """{"count":2,"logs":[{"user_id":"1001","recog_time":"t"}]}""")]
    [InlineData("""{"name":"张三丰","id_card":"11010519491231002X"}""", """{"name":"张**","id_card":"110*************2X"}""")]
    [InlineData("""{"user_id":"11010519491231002X"}""", """{"user_id":"110*************2X"}""")]
    [InlineData("""{"user_id":110105194912310021}""", """{"user_id":"***"}""")]
    [InlineData("""{"face_template":"aGVsbG8="}""", """{"face_template":"*** (8 characters)"}""")]
    [InlineData("""{"temperature":36.5,"mask":true,"extra":null,"note":"x"}""", """{"temperature":"***","mask":true,"extra":null,"note":"*** (1 characters)"}""")]
    [InlineData("""{"cmd":"set_time","params":[{"date_time":"t"}]}""", """{"cmd":"set_time","params":[{"date_time":"t"}]}""")]
    [InlineData("""{"result_desc":"无此人11010519491231002X，110105491231002"}""", """{"result_desc":"无此人***，***"}""")]
    [InlineData("""["a",1]""", """["*** (1 characters)","***"]""")]
    [InlineData("""{"cmd":"\ud800"}""", """{"cmd":"***"}""")]
    [InlineData("""{"NAME":"李四","work_sn":""}""", """{"NAME":"李*","work_sn":""}""")]
    [InlineData("""{"result_desc":"no\u202Eface","user_\u200Bid":1}""", """{"result_desc":"no\\u202Eface","user_\\u200Bid":"***"}""")]
    public void Body_Masked_ShowsOnlyWhatIsListed(string body, string expected) => Assert.Equal(expected, Masked(body));

    [Fact]
    public void LongText_IsCutShort() => Assert.Equal(
        $$"""{"result_desc":"{{new string('x', 200)}}… (201 characters)"}""", Masked($$"""{"result_desc":"{{new string('x', 201)}}"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\u0001")]
    [InlineData("""{"a":1}}""")]
    public void Body_ThatIsNoJson_IsNotShown(string body) => Assert.Null(Masked(body));

    [Fact]
    public void Body_DeeplyNested_IsNotShown() => Assert.Null(Masked(new string('[', 100) + new string(']', 100)));

    private static string? Masked(string body)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (!BodyMask.TryWrite(json, "body", Encoding.UTF8.GetBytes(body))) return null;
            json.WriteEndObject();
        }

        var text = Encoding.UTF8.GetString(bytes.ToArray());
        return text["{\"body\":".Length..^1];
    }
}
