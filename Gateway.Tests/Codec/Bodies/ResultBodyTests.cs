using Gateway.Codec.Bodies;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>D9, D16, D28.</summary>
public sealed class ResultBodyTests
{
    [Theory]
    [InlineData("""{"result_code":"0000","result_desc":"成功"}""", "0000", "成功")]
    [InlineData("""{"Result_Code":0,"RESULT_DESC":null}""", "0000", "")]
    [InlineData("""{"result_code":"0"}""", "0000", "")]
    [InlineData("""{"result_code":" 00 "}""", "0000", "")]
    [InlineData("""{"result_code":9999,"result_desc":7}""", "9999", "7")]
    [InlineData("""{"result_code":"9021","result_desc":"x\ty\u0000"}""", "9021", "x y ")]
    [InlineData("""{"result_code":-1}""", "-1", "")]
    [InlineData("""{"result_code":""}""", null, "")]
    [InlineData("""{"result_code":null}""", null, "")]
    [InlineData("{}", null, "")]
    public void TryRead_AnyWayToWriteIt_IsRead(string json, string? code, string description)
    {
        Assert.True(ResultBody.TryRead(Encoding.UTF8.GetBytes(json), out var body, out _));
        Assert.Equal((code, description), (body.Code, body.Description));
        Assert.Equal(code == ResultCode.Success, body.IsSuccess);
    }

    [Fact]
    public void TryRead_LongTexts_AreCut()
    {
        var json = $$"""{"result_code":"{{new string('1', 100)}}","result_desc":"{{new string('a', 499)}}😀{{new string('b', 9000)}}"}""";
        Assert.True(ResultBody.TryRead(Encoding.UTF8.GetBytes(json), out var body, out _));
        Assert.Equal(32, body.Code?.Length);
        Assert.Equal(new string('a', 499), body.Description);
    }

    [Theory]
    [InlineData("""{"result_code":{}}""", "result_code is not text")]
    [InlineData("""{"result_desc":[]}""", "result_desc is not text")]
    [InlineData("""{"result_desc":"\udc00"}""", "result_desc is not text")]
    [InlineData("[]", "the body is not a JSON object")]
    [InlineData("\"0000\"", "the body is not a JSON object")]
    public void TryRead_WrongShape_NamesTheField(string json, string description)
    {
        Assert.False(ResultBody.TryRead(Encoding.UTF8.GetBytes(json), out _, out var fault));
        Assert.Equal(new BodyFault(ResultCode.SenderFault, description), fault);
    }

    [Fact]
    public void Write_Chinese_StaysPlainAndTheCodeIsText() => Assert.Equal(
        """{"result_code":"9999","result_desc":"\"张三\" 𠮷 <a> + \u0001"}""", Encoding.UTF8.GetString(ResultBody.ToUtf8("9999", "\"张三\" 𠮷 <a> + \u0001")));

    [Fact]
    public void ToString_Result_HidesTheDescription()
    {
        Assert.True(ResultBody.TryRead("""{"result_code":"9999","result_desc":"张三"}"""u8, out var body, out _));
        Assert.Equal("result 9999", body.ToString());
    }
}
