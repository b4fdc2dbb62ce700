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
    [InlineData("""{"result_desc":"no face of Ouyang"}""", """{"result_desc":"*** (17 characters)"}""")]
    [InlineData("""{"result_code":"欧阳","work_sn":"W-1"}""", """{"result_code":"*** (2 characters)","work_sn":"*** (3 characters)"}""")]
    [InlineData("""{"recog_time":"13800138000"}""", """{"recog_time":"*** (11 characters)"}""")]
    [InlineData("""{"user_id":"x11010519491231002X","id":"张三丰"}""", """{"user_id":"x***","id":"*** (3 characters)"}""")]
    [InlineData("""{"欧阳":"a","t13800138000":true}""", """{"***":"*** (1 characters)","***2":true}""")]
    [InlineData("""["a",1]""", """["*** (1 characters)","***"]""")]
    [InlineData("""{"cmd":"\ud800"}""", """{"cmd":"*** (3 characters)"}""")]
    [InlineData("""{"NAME":"李四","work_sn":""}""", """{"NAME":"李*","work_sn":""}""")]
    [InlineData("""{"name":"\u202E张三"}""", """{"name":"\\u202E**"}""")]
    public void Body_Masked_ShowsOnlyWhatIsListed(string body, string expected) => Assert.Equal(expected, Masked(body));

    [Fact]
    public void OurOwnWords_AreShownAndCutShort() => Assert.Equal(
        $$"""{"result_desc":"{{new string('字', 200)}}…"}""", Masked($$"""{"result_desc":"{{new string('字', 201)}}"}""", isOurs: true));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\u0001")]
    [InlineData("""{"a":1}}""")]
    public void Body_ThatIsNoJson_IsNotShown(string body) => Assert.Null(Masked(body));

    [Fact]
    public void Body_DeeplyNested_IsNotShown() => Assert.Null(Masked(new string('[', 100) + new string(']', 100)));

    private static string? Masked(string body, bool isOurs = false)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (!BodyMask.TryWrite(json, "body", Encoding.UTF8.GetBytes(body), isOurs)) return null;
            json.WriteEndObject();
        }

        var text = Encoding.UTF8.GetString(bytes.ToArray());
        return text["{\"body\":".Length..^1];
    }
}
