using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Gateway.Storage.Habits;
using Gateway.Storage.Persons;
using Gateway.Tests.Platform;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>D30: answers of §6 in bare JSON, or as <c>&lt;string&gt;{…}&lt;/string&gt;</c>.</summary>
public sealed class AnswerFormTests(DeviceHttpFixture fixture) : IClassFixture<DeviceHttpFixture>
{
    private const string Python = "User-Agent: python-requests/2.22.0\r\n";
    private const string Java = "User-Agent: Apache-HttpClient/4.5.6 (Java/1.8.0_191)\r\n";

    private readonly DeviceHttpHost _host = fixture.Host;

    [Theory]
    [InlineData("GET", "/FeedBack?sn=smz-a03&type=2", "noted")]
    [InlineData("GET", "/FeedBack?sn=smz-a03", "type_missing")]
    [InlineData("GET", "/GetAddPerson?sn=nobody", "unknown_sn")]
    [InlineData("GET", "/GetDelPerson?sn=off-1", "unknown_sn")]
    [InlineData("POST", "/UploadAttendance?sn=smz-a03", "content_missing")]
    [InlineData("POST", "/UploadAttendance?sn=smz-a03&content=xyz", "not_decryptable")]
    [InlineData("POST", "/UploadAttendance?sn=nobody&content=00", "unknown_sn")]
    [InlineData("PUT", "/GetAddPerson?sn=smz-a03", "only_get_and_post")]
    [InlineData("GET", "/Service/DevivePacketWebSvr.assx/Nothing", "no_such_address")]
    public async Task Answer_NothingIsKnown_IsInTheFormThatTheUserAgentLetsGuess(string method, string target, string word)
    {
        Assert.Equal(word, (await SendAsync(_host, method, target, Java))!.Msg);
        Assert.Equal(word, (await SendAsync(_host, method, target, ""))!.Msg);
        Assert.Equal(word, Said(OfXml(await SendAsync(_host, method, target, Python))));
    }

    [Fact]
    public async Task Pull_FormOfTheHandOut_IsThatOfTheAnswer()
    {
        await using var host = await StartAsync();
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U1", Name = "张三", WorkSn = "U1" }, default);
        host.Devices.Answer = message => message switch
        {
            TakeCommands { Type: CommandType.PersonPush } => new HandedOut(1, [Of(CommandType.PersonPush, person)], AnswerForm.String),
            TakeCommands => new HandedOut(1, [Of(CommandType.PersonDelete, null)], AnswerForm.Json),
            _ => null,
        };

        var persons = OfXml(await SendAsync(host, "GET", "/GetAddPerson?sn=smz-a03", Java));
        var deletions = (await SendAsync(host, "GET", "/GetDelPerson?sn=smz-a03", Python))!;

        Assert.Equal(("persons_1", "deletions_1"), (Said(persons), deletions.Msg));
        Assert.Contains("张三", Decrypt((string)persons["Content"]!), StringComparison.Ordinal);
        Assert.Equal([AnswerForm.Json, AnswerForm.String], host.Told<TakeCommands>().Select(static taken => taken.FirstGuess));
        Assert.All(host.Told<TakeCommands>(), static taken => Assert.Null(taken.Answer));
    }

    [Fact]
    public async Task Pull_Idle_IsInTheFormOfTheHandOut()
    {
        await using var host = await StartAsync();
        host.Devices.Answer = static _ => new HandedOut(0, [], AnswerForm.String);

        Assert.Equal("idle", Said(OfXml(await SendAsync(host, "GET", "/GetDelPerson?sn=smz-a03", Java))));
    }

    [Fact]
    public async Task Answer_DialectSaysTheForm_HasItWhateverElse()
    {
        await using var host = await StartAsync();
        await LearnAsync(host, "string-1", "json");
        await LearnAsync(host, "json-1", "string");

        Assert.Equal("noted", Said(OfXml(await SendAsync(host, "GET", "/FeedBack?sn=string-1&type=2", Java))));
        Assert.Equal("noted", (await SendAsync(host, "GET", "/FeedBack?sn=json-1&type=2", Python))!.Msg);
        await SendAsync(host, "GET", "/GetAddPerson?sn=string-1", Java);
        Assert.Equal(AnswerForm.String, Assert.Single(host.Told<TakeCommands>()).Answer);
    }

    [Fact]
    public async Task Answer_FormWasLearned_HasItWhateverTheUserAgent()
    {
        await using var host = await StartAsync();
        await LearnAsync(host, Sn, "string");
        await LearnAsync(host, "swapped-1", "json");
        await LearnAsync(host, "off-1", "string");

        Assert.Equal("noted", Said(OfXml(await SendAsync(host, "GET", "/FeedBack?sn=smz-a03&type=2", Java))));
        Assert.Equal("noted", (await SendAsync(host, "GET", "/FeedBack?sn=swapped-1&type=2", Python))!.Msg);
        Assert.Equal("unknown_sn", Said(OfXml(await SendAsync(host, "GET", "/GetAddPerson?sn=off-1", Java))));
    }

    [Fact]
    public async Task FeedBack_ActorSilent_IsAnsweredInTheFormThatWasLearned()
    {
        await using var host = await StartAsync(
            new Options { Limits = new Gateway.Edge.DeviceHttp.DeviceHttpLimits { ActorWithin = TimeSpan.FromMilliseconds(200) } });
        await LearnAsync(host, Sn, "string");
        host.Devices.Answer = static _ => null;

        Assert.Equal("busy", Said(OfXml(await SendAsync(host, "GET", "/FeedBack?sn=smz-a03&type=2", Java))));
    }

    [Theory]
    [InlineData("smz-a03", "", AnswerForm.Json)]
    [InlineData("smz-a03", Python, AnswerForm.String)]
    [InlineData("string-1", "", null)]
    [InlineData("json-1", Python, null)]
    public async Task Upload_Answered_IsNotedWithItsForm(string sn, string agent, AnswerForm? form)
    {
        await using var host = await StartAsync();

        await SendAsync(host, "POST", $"/UploadAttendance?sn={sn}&content={Encrypt("""{"logs":[{"user_id":"U1","recog_time":"2026-03-01 08:00:05"}]}""")}", agent);

        await Patience.UntilAsync(() => host.Told<RequestNoted>().Count > 0, "noted");
        var noted = Assert.Single(host.Told<RequestNoted>());
        Assert.Equal((1, form), (noted.Stored, noted.AnsweredIn));
    }

    [Fact]
    public async Task Registration_IsBareJsonWhateverTheUserAgent() =>
        Assert.Equal(2, (await SendAsync(_host, "POST", "/Regist.Asfx?dev_mac=nobody", Python))!.ErrCode);

    /// <summary>Without encryption names stand in the answer as they are: an XML parser and a client that cuts the tags off must both find the very JSON.</summary>
    [Fact]
    public async Task String_WhateverItHolds_IsTheSameJsonForParserAndScissors()
    {
        await using var host = await StartAsync();
        var random = new Random(30);
        for (var i = 0; i < 40; i++)
        {
            var name = "<&>]]>\"'\\+" + new string([.. Enumerable.Range(0, 20).Select(_ => (char)random.Next(0x20, 0xD7FF))]) + "😀";
            var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = $"U{i}", Name = name, WorkSn = "U1" }, default);
            host.Devices.Answer = _ => new HandedOut(1, [Of(CommandType.PersonPush, person)], AnswerForm.String);

            var answer = await SendAsync(host, "GET", "/GetAddPerson?sn=clear-1", Java);

            var cut = Encoding.UTF8.GetString(answer!.Body)["<string>".Length..^"</string>".Length];
            var (parsed, byScissors) = (OfXml(answer), JsonNode.Parse(cut)!);
            Assert.Equal(name, (string)JsonNode.Parse((string)parsed["Content"]!)![0]!["name"]!);
            Assert.Equal((string)parsed["Content"]!, (string)byScissors["Content"]!);
        }
    }

    private static Task<RawAnswer?> SendAsync(DeviceHttpHost host, string method, string target, string headers) =>
        host.SendAsync($"{method} {target} HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n");

    private static Task LearnAsync(DeviceHttpHost host, string sn, string form) => new HabitStore(host.Database.Database, new RecordedChanges()).WriteAsync(
        sn, HabitNames.Answer, new Habit(form, IsProved: true, TestDatabase.Start, "a feedback inside hand-out 1"), default);

    private static JsonObject OfXml(RawAnswer? answer)
    {
        Assert.Equal(200, answer!.Status);
        Assert.Contains("Content-Type: text/xml; charset=utf-8\r\n", answer.Headers, StringComparison.Ordinal);
        var root = XDocument.Parse(Encoding.UTF8.GetString(answer.Body)).Root!;
        Assert.Equal("string", root.Name);
        var json = JsonNode.Parse(root.Value)!.AsObject();
        Assert.Equal(["Result", "Content", "Msg"], json.Select(static member => member.Key));
        return json;
    }

    private static string Said(JsonObject json) => (string)json["Msg"]!;

    private static Command Of(CommandType type, string? person) => new("c1", type, "U1", person, 0, "h", null, TestDatabase.Start, TestDatabase.Start.AddDays(7));
}
