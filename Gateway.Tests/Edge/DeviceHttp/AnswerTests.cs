using Gateway.Actors.Commands;
using Gateway.Storage.Persons;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>D29: every answer of §6 is HTTP 200, and its <c>Msg</c> one bare word that the least of the known clients can read.</summary>
public sealed class AnswerTests(DeviceHttpFixture fixture) : IClassFixture<DeviceHttpFixture>
{
    private const string Bare = "^[A-Za-z0-9_.-]+$";

    private readonly DeviceHttpHost _host = fixture.Host;

    [Theory]
    [InlineData("GET", "/GetAddPerson?sn=smz-a03", 0, "idle")]
    [InlineData("GET", "/GetDelPerson?sn=smz-a03", 0, "idle")]
    [InlineData("GET", "/GetAddPerson?sn=nobody", -2, "unknown_sn")]
    [InlineData("GET", "/GetDelPerson", -2, "unknown_sn")]
    [InlineData("GET", "/FeedBack?sn=nobody&type=2", -2, "unknown_sn")]
    [InlineData("GET", "/FeedBack?sn=smz-a03", -3, "type_missing")]
    [InlineData("GET", "/FeedBack?sn=smz-a03&type=%25x", -1, "type_not_0_to_3")]
    [InlineData("GET", "/FeedBack?sn=smz-a03&type=2&msg=100%25 {a=b}", 0, "noted")]
    [InlineData("POST", "/UploadAttendance?sn=nobody&content=00", -2, "unknown_sn")]
    [InlineData("POST", "/UploadAttendance?sn=smz-a03", -3, "content_missing")]
    [InlineData("POST", "/UploadAttendance?sn=smz-a03&content=xyz", -1, "not_decryptable")]
    [InlineData("PUT", "/GetAddPerson?sn=smz-a03", -1, "only_get_and_post")]
    [InlineData("DELETE", "/Web/FeedBack?sn=smz-a03&type=2", -1, "only_get_and_post")]
    [InlineData("PATCH", "/httpserver/Service/DevivePacketWebSvr.assx/GetDelPerson?sn=smz-a03", -1, "only_get_and_post")]
    [InlineData("GET", "/httpserver/Service/DevivePacketWebSvr.assx/GetAddPersons?sn=smz-a03", -1, "no_such_address")]
    [InlineData("POST", "/service/DEVIVEPACKETWEBSVR.ASSX", -1, "no_such_address")]
    [InlineData("GET", "/Service/DevicePacketWebSvr.asmx/Heartbeat", -1, "no_such_address")]
    public async Task Answer_WhateverItSays_IsHttp200AndOneBareWord(string method, string target, int result, string word)
    {
        var answer = (await _host.SendAsync($"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))!;

        Assert.Equal((200, result, "", word), (answer.Status, answer.Result, answer.Content, answer.Msg));
    }

    [Theory]
    [InlineData("""{"logs":[]}""", -3, "no_records")]
    [InlineData("hello", -1, "not_json")]
    [InlineData("[]", -1, "not_attendance")]
    [InlineData("""{"count":1}""", -1, "not_attendance")]
    [InlineData("""{"sn":"other","logs":[]}""", -1, "not_attendance")]
    [InlineData("""{"logs":[{"user_id":"w1","recog_time":"2026-03-01 08:00:05"},{"user_id":"w1","recog_time":"2026-03-01 08:00:05"}]}""", 0, "stored_1_duplicates_1")]
    [InlineData(
        """{"logs":[{"user_id":"w2","recog_time":"2026-03-01 08:00:05"},{"user_id":"w2 {a=b}","recog_time":"never"}]}""", 0, "stored_1_duplicates_0_quarantined_1")]
    public async Task Upload_WhateverItHolds_IsAnsweredWithOneBareWord(string json, int result, string word)
    {
        var answer = (await _host.UploadAsync(json))!;

        Assert.Equal((200, result, "", word), (answer.Status, answer.Result, answer.Content, answer.Msg));
    }

    [Fact]
    public async Task Answers_WithPersonsDeletionsAndSettledOnes_AreOneBareWord()
    {
        await using var host = await StartAsync();
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U1", Name = "张三", WorkSn = "U1" }, default);
        host.Devices.Answer = message => message switch
        {
            TakeCommands { Type: CommandType.PersonPush } => new HandedOut(1, [Of("c1", CommandType.PersonPush, person)]),
            TakeCommands => new HandedOut(1, [Of("c1", CommandType.PersonDelete, null), Of("c2", CommandType.PersonDelete, null)]),
            _ => new FeedbackNoted(3),
        };

        Assert.Equal("persons_1", (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Msg);
        Assert.Equal("deletions_2", (await host.GetAsync("/GetDelPerson?sn=smz-a03"))!.Msg);
        Assert.Equal("settled_3", (await host.GetAsync("/FeedBack?sn=smz-a03&type=2"))!.Msg);
    }

    /// <summary>Anything at all, at any address of §6, by any method: what is answered is readable.</summary>
    [Fact]
    public async Task Answer_ToAnything_IsReadable()
    {
        var random = new Random(29);
        string[] routes = ["GetAddPerson", "GetDelPerson", "UploadAttendance", "FeedBack", "Service/DevivePacketWebSvr.assx/x"];
        string[] methods = ["GET", "POST", "PUT", "OPTIONS"];
        for (var i = 0; i < 200; i++)
        {
            var noise = new byte[random.Next(40)];
            random.NextBytes(noise);
            var sn = random.Next(3) == 0 ? Uri.EscapeDataString(Convert.ToBase64String(noise)) : Sn;
            var type = random.Next(3) == 0 ? Uri.EscapeDataString(Encoding.Latin1.GetString(noise)) : "2";
            var said = Uri.EscapeDataString(Encoding.Latin1.GetString(noise));
            var target = $"/{routes[random.Next(routes.Length)]}?sn={sn}&type={type}&content={Convert.ToHexString(noise)}&msg={said}";

            var answer = await _host.SendAsync($"{methods[random.Next(methods.Length)]} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            Assert.NotNull(answer);
            Assert.Equal((200, JsonValueKind.Number, JsonValueKind.String), (answer.Status, Kind(answer, "Result"), Kind(answer, "Content")));
            Assert.Matches(Bare, answer.Msg);
        }
    }

    private static JsonValueKind Kind(RawAnswer answer, string name) => answer.Json[name]!.GetValueKind();

    private static Command Of(string id, CommandType type, string? person) =>
        new(id, type, "u-" + id, person, 0, "h", null, TestDatabase.Start, TestDatabase.Start.AddDays(7));
}
