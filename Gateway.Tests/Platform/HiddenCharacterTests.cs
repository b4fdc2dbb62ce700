using System.Net;
using Xunit;

namespace Gateway.Tests.Platform;

/// <summary>Names that look like others, or turn round what stands behind them, do not come in.</summary>
public class HiddenCharacterTests(PlatformFixture fixture) : IClassFixture<PlatformFixture>
{
    private const string Device = "/api/v1/devices/hidden-1";
    private const string Commands = Device + "/commands";

    public static TheoryData<string, string, string, string> Fields => new()
    {
        { "PUT", Device, """{"key":"l8iTgWXT","kind":"attendance","name":"gate?"}""", "name" },
        { "PUT", Device, """{"key":"l8iTgWXT","kind":"attendance","site":"?site"}""", "site" },
        { "PUT", Device, """{"key":"l8iTgWXT","kind":"attendance","tags":["a","b?"]}""", "tags" },
        { "POST", "/api/v1/keys", """{"name":"city?","role":"viewer"}""", "name" },
        { "POST", Commands, """{"type":"person.push","person":{"user_id":"1?","name":"n"}}""", "person.user_id" },
        { "POST", Commands, """{"type":"person.push","person":{"user_id":"1","name":"王?五"}}""", "person.name" },
        { "POST", Commands, """{"type":"person.push","person":{"user_id":"1","name":"n","work_sn":"?w"}}""", "person.work_sn" },
        { "POST", "/api/v1/commands", """{"targets":{"all":true},"command":{"type":"person.push","person":{"user_id":"1","name":"?n"}}}""", "command.person.name" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Text_WithWhatCannotBeSeen_IsRefusedByItsField(string method, string path, string body, string field)
    {
        await fixture.Host.PutDeviceAsync("hidden-1");
        foreach (var hidden in new[] { "\u202E", "\u2066", "\u200B", "\u200F", "\uFEFF", "\u3164" })
        {
            var answer = await fixture.Host.SendAsync(method, path, body.Replace("?", hidden, StringComparison.Ordinal), fixture.Host.AdminKey);

            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal([field], answer.ErrorFields);
            Assert.Contains("cannot be seen", answer.Json["errors"]![field]!.AsArray()[0]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Import_WithWhatCannotBeSeen_RejectsTheLine()
    {
        var answer = await fixture.Host.SendAsync(
            "POST", "/api/v1/devices/import", "sn,key,kind,name\nhidden-2,l8iTgWXT,attendance,\u202Egate\n", fixture.Host.AdminKey, "text/csv");

        Assert.Contains("cannot be seen", answer.Json["rejected"]!.AsArray()[0]!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
