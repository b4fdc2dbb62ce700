using Gateway.Codec.Bodies;
using Xunit;

namespace Gateway.Tests.Codec.Bodies;

/// <summary>§6.2, §6.4, D22; and the deletion of §5.3.4.</summary>
public sealed class HttpsBodyTests
{
    [Fact]
    public void PersonArray_Persons_AreWrittenAndRead()
    {
        Person[] persons = [new("1001", "张三", faceTemplate: new byte[] { 1 }), new("1002", "李四", "W2", "510105199001011234")];
        var json = PersonArrayBody.ToUtf8(persons);
        Assert.Equal(
            """[{"user_id":"1001","name":"张三","work_sn":"1001","id":"1001","id_card":"","face_template":"AQ=="},"""
            + """{"user_id":"1002","name":"李四","work_sn":"W2","id":"1002","id_card":"510105199001011234","face_template":""}]""",
            Encoding.UTF8.GetString(json));
        Assert.True(PersonArrayBody.TryRead(json, out var read, out _));
        Assert.Equal(["张三", "李四"], read.Select(p => p.Name));
        Assert.Equal([1], read[0].FaceTemplate.ToArray());
        Assert.Equal("[]", Encoding.UTF8.GetString(PersonArrayBody.ToUtf8([])));
    }

    [Fact]
    public void PersonArray_Wrong_NamesTheField()
    {
        Assert.False(PersonArrayBody.TryRead("""[{"user_id":"1"},{"user_id":""}]"""u8, out _, out var fault));
        Assert.Equal(new BodyFault(ResultCode.SenderFault, "[1].user_id is missing"), fault);
        Assert.False(PersonArrayBody.TryRead("{}"u8, out _, out fault));
        Assert.Equal("the body is not a JSON array", fault.Description);
    }

    [Fact]
    public void DeletionArray_Deletions_AreWrittenAndRead()
    {
        var json = DeletionArrayBody.ToUtf8([new("1001", "2024-03-09 08:00:00"), new("1002")]);
        Assert.Equal(
            """[{"type":0,"user_id":"1001","time":"2024-03-09 08:00:00"},{"type":0,"user_id":"1002","time":""}]""", Encoding.UTF8.GetString(json));
        Assert.True(DeletionArrayBody.TryRead(json, out var read, out _));
        Assert.Equal([("1001", "2024-03-09 08:00:00", 0), ("1002", "", 0)], read.Select(d => (d.UserId, d.Time, d.Type)));
    }

    [Theory]
    [InlineData("""[{"type":0}]""", "[0].user_id is missing")]
    [InlineData("[1]", "[0] is not an object")]
    [InlineData("{}", "the body is not a JSON array")]
    public void DeletionArray_Wrong_NamesTheField(string json, string description)
    {
        Assert.False(DeletionArrayBody.TryRead(Encoding.UTF8.GetBytes(json), out _, out var fault));
        Assert.Equal(description, fault.Description);
    }

    [Fact]
    public void Deletion_Socket_IsAsInTheSpecification() =>
        Assert.Equal("""{"type":0,"user_id":"1001","time":""}""", Encoding.UTF8.GetString(new PersonDeleteBody("1001").ToUtf8()));

    [Theory]
    [InlineData("""{"type":"0","USER_ID":1001,"time":null}""", null)]
    [InlineData("""{"user_id":"1001"}""", null)]
    [InlineData("""{"type":0,"time":""}""", "user_id is missing")]
    [InlineData("""{"type":"x","user_id":"1"}""", "type is not a number")]
    [InlineData("""{"user_id":{}}""", "user_id is not text")]
    [InlineData("""{"user_id":"1","time":[]}""", "time is not text")]
    [InlineData("7", "the body is not a JSON object")]
    public void Deletion_AnyShape_IsJudged(string json, string? description)
    {
        Assert.Equal(description is null, PersonDeleteBody.TryRead(Encoding.UTF8.GetBytes(json), out var body, out var fault));
        Assert.Equal(description, fault.Description);
        if (body is not null) Assert.Equal(("1001", 0, ""), (body.UserId, body.Type, body.Time));
    }
}
