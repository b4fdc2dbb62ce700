using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Storage.Persons;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>§6.2, §6.4, D22: what GetAddPerson and GetDelPerson hand out.</summary>
public sealed class HandOutTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 0xFF, 0xD9];

    [Fact]
    public async Task GetAddPerson_Persons_AreAnEncryptedArrayOfTheSpecifiedFields()
    {
        await using var host = await StartAsync();
        var full = await host.Database.Persons.SaveAsync(new StoredPerson
        {
            UserId = "U1",
            Name = "张三",
            WorkSn = "W9",
            IdCard = "510104199003070012",
            Photo = Jpeg
        }, default);
        var bare = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U2", Name = "李四", WorkSn = "U2" }, default);
        HandOut(host, Push("c1", full), Push("c2", bare));

        var answer = (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!;

        Assert.Equal(["Result", "Content", "Msg"], answer.Json.Select(field => field.Key));
        Assert.Equal((200, 0), (answer.Status, answer.Result));
        Assert.Matches("^[0-9A-F]+$", answer.Content);
        Assert.Equal(
            """
            [{"user_id":"U1","name":"张三","work_sn":"W9","id":"U1","id_card":"510104199003070012","face_template":"/9j/4AECA//Z"},
            {"user_id":"U2","name":"李四","work_sn":"U2","id":"U2","id_card":"","face_template":""}]
            """.ReplaceLineEndings(""),
            Decrypt(answer.Content));
        var taken = Assert.Single(host.Told<TakeCommands>());
        Assert.Equal((Sn, CommandType.PersonPush, 20, 4 * 1024 * 1024), (taken.Sn, taken.Type, taken.Most, taken.BytesMost));
        Assert.Equal((Gateway.Actors.Sessions.Transport.Http, 7L), (taken.Session.Transport, taken.Session.Id.NodeUid));
        Assert.StartsWith("127.0.0.1:", taken.Session.Remote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAddPerson_DialectWithoutPhotos_SendsNone()
    {
        await using var host = await StartAsync();
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U1", Name = "张三", WorkSn = "U1", Photo = Jpeg }, default);
        HandOut(host, Push("c1", person));

        var answer = (await host.GetAsync("/GetAddPerson?sn=nophoto-1"))!;

        Assert.Equal("", (string?)JsonNode.Parse(Decrypt(answer.Content))![0]!["face_template"]);
    }

    [Fact]
    public async Task GetAddPerson_PersonLost_FailsItsCommandAndHandsOutTheOthers()
    {
        await using var host = await StartAsync();
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U2", Name = "李四", WorkSn = "U2" }, default);
        HandOut(host, Push("c1", "lost"), Push("c2", person));

        var answer = (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!;

        Assert.Equal("U2", (string?)Assert.Single(JsonNode.Parse(Decrypt(answer.Content))!.AsArray())!["user_id"]);
        Assert.Equal("c1", Assert.Single(Assert.Single(host.Told<CommandsUnsendable>()).Unsendable).Id);
    }

    [Fact]
    public async Task GetAddPerson_PersonThatCannotBeDecrypted_FailsItsCommandAndHandsOutTheOthers()
    {
        await using var host = await StartAsync();
        var broken = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U1", Name = "张三", WorkSn = "U1" }, default);
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U2", Name = "李四", WorkSn = "U2" }, default);
        await host.Database.ExecuteAsync($"UPDATE persons SET content_protected = x'00112233' WHERE ref = '{broken}'");
        HandOut(host, Push("c1", broken), Push("c2", person));

        var answer = (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!;

        Assert.Equal("U2", (string?)Assert.Single(JsonNode.Parse(Decrypt(answer.Content))!.AsArray())!["user_id"]);
        Assert.Equal("c1", Assert.Single(Assert.Single(host.Told<CommandsUnsendable>()).Unsendable).Id);
    }

    [Fact]
    public async Task GetAddPerson_AllLost_TakesTheNextAtOnce()
    {
        await using var host = await StartAsync();
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U2", Name = "李四", WorkSn = "U2" }, default);
        var handOuts = new Queue<HandedOut>([new HandedOut(1, [Push("c1", "lost")]), new HandedOut(2, [Push("c2", person)])]);
        host.Devices.Answer = message => message is TakeCommands ? handOuts.Dequeue() : UnsendableNoted.Instance;

        Assert.NotEqual("", (await host.GetAsync("/GetAddPerson?sn=smz-a03"))!.Content);
    }

    [Fact]
    public async Task GetDelPerson_Deletions_AreAnEncryptedArrayWithTheTimeOfTheDevicesZone()
    {
        await using var host = await StartAsync();
        HandOut(host, new Command("d1", CommandType.PersonDelete, "U7", null, 0, "h", null, host.Database.Clock.Now, host.Database.Clock.Now.AddDays(7)));

        var answer = (await host.GetAsync("/GetDelPerson?sn=smz-a03"))!;

        // 2025-03-01 08:00 UTC is 16:00 in Shanghai.
        Assert.Equal("""[{"type":0,"user_id":"U7","time":"2025-03-01 16:00:00"}]""", Decrypt(answer.Content));
        Assert.Equal(CommandType.PersonDelete, Assert.Single(host.Told<TakeCommands>()).Type);
    }

    [Theory]
    [InlineData("GetAddPerson")]
    [InlineData("GetDelPerson")]
    public async Task Poll_NothingQueued_IsIdleWithEmptyContent(string route)
    {
        await using var host = await StartAsync();

        var answer = (await host.GetAsync($"/{route}?sn=smz-a03"))!;

        Assert.Equal((0, ""), (answer.Result, answer.Content));
    }

    [Theory]
    [InlineData("GetAddPerson?sn=nobody")]
    [InlineData("GetAddPerson?sn=off-1")]
    [InlineData("GetAddPerson")]
    [InlineData("GetAddPerson?sn=SMZ-A03")]
    [InlineData("GetDelPerson?sn=nobody")]
    [InlineData("FeedBack?sn=nobody&type=0")]
    public async Task Request_UnknownOrDisabledSn_IsMinus2AndWakesNoActor(string target)
    {
        await using var host = await StartAsync();

        Assert.Equal((200, -2), await StatusAndResultAsync(host, target));
        Assert.Empty(host.Devices.Received);
    }

    [Theory]
    [InlineData("GetAddPerson?sn=smz-a03")]
    [InlineData("GetDelPerson?sn=smz-a03")]
    public async Task Pull_ActorSilent_IsAborted(string target) // D23: one client answers an error with a feedback
    {
        await using var host = await StartAsync(
            new Options { Limits = new Gateway.Edge.DeviceHttp.DeviceHttpLimits { ActorWithin = TimeSpan.FromMilliseconds(200) } });
        host.Devices.Answer = _ => null;

        Assert.Null(await host.GetAsync("/" + target));
    }

    [Fact]
    public async Task FeedBack_ActorSilent_IsMinus1()
    {
        await using var host = await StartAsync(
            new Options { Limits = new Gateway.Edge.DeviceHttp.DeviceHttpLimits { ActorWithin = TimeSpan.FromMilliseconds(200) } });
        host.Devices.Answer = _ => null;

        Assert.Equal((200, -1), await StatusAndResultAsync(host, "FeedBack?sn=smz-a03&type=0"));
    }

    [Fact]
    public async Task GetAddPerson_LostPersonsStillInTheHandOut_IsNotAnswered() // D23: they leave it, journalled, before the answer
    {
        await using var host = await StartAsync(
            new Options { Limits = new Gateway.Edge.DeviceHttp.DeviceHttpLimits { ActorWithin = TimeSpan.FromMilliseconds(200) } });
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U2", Name = "李四", WorkSn = "U2" }, default);
        host.Devices.Answer = message => message is TakeCommands ? new HandedOut(1, [Push("c1", "lost"), Push("c2", person)]) : null;

        Assert.Null(await host.GetAsync("/GetAddPerson?sn=smz-a03"));
    }

    [Fact]
    public async Task Pull_DatabaseGone_IsAborted_FeedBackIsMinus1()
    {
        await using var host = await StartAsync();
        await host.Database.Database.DisposeAsync();

        Assert.Null(await host.GetAsync("/GetAddPerson?sn=smz-a03"));
        Assert.Equal((200, -1), await StatusAndResultAsync(host, "FeedBack?sn=smz-a03&type=0"));
        await host.Database.ReopenAsync();
    }

    [Theory]
    [InlineData("GetAddPerson")]
    [InlineData("GetDelPerson")]
    public async Task Pull_NoPlaceAmongThoseThatAreServed_IsAborted(string route) // D23: never an error
    {
        var limits = new Gateway.Edge.DeviceHttp.DeviceHttpLimits { RequestsMax = 1, RoomWithin = TimeSpan.FromMilliseconds(100), ActorWithin = TimeSpan.FromSeconds(1) };
        await using var host = await StartAsync(new Options { Limits = limits });
        host.Devices.Answer = _ => null;
        var first = host.GetAsync($"/{route}?sn=smz-a03");
        await Patience.UntilAsync(() => host.Told<TakeCommands>().Count == 1, "the first pull has the only place");

        Assert.Null(await host.GetAsync($"/{route}?sn=person-1"));
        Assert.Null(await first);
    }

    [Theory]
    [InlineData("GetAddPerson")]
    [InlineData("GetDelPerson")]
    public async Task Pull_KeyOfTheDeviceCannotBeRead_IsAborted(string route) // D23: never an error
    {
        await using var host = await StartAsync();
        await host.Database.ExecuteAsync("UPDATE devices SET key_protected = x'00112233' WHERE sn = 'smz-a03'");

        Assert.Null(await host.GetAsync($"/{route}?sn=smz-a03"));
    }

    [Theory]
    [InlineData("FeedBack?sn=smz-a03", -3)]
    [InlineData("FeedBack?sn=smz-a03&type=", -3)]
    [InlineData("FeedBack?sn=smz-a03&type=4", -1)]
    [InlineData("FeedBack?sn=smz-a03&type=-1", -1)]
    [InlineData("FeedBack?sn=smz-a03&type=x", -1)]
    [InlineData("FeedBack?sn=smz-a03&type=0", 0)]
    public async Task FeedBack_Type_HasItsResult(string target, int result)
    {
        await using var host = await StartAsync();

        Assert.Equal((200, result), await StatusAndResultAsync(host, target));
        Assert.Equal(result == 0, host.Told<FeedbackReceived>().Count == 1);
    }

    [Theory]
    [InlineData("smz-a03", 0, CommandType.PersonDelete, true, FeedbackOrigin.Specification)]
    [InlineData("smz-a03", 1, CommandType.PersonDelete, false, FeedbackOrigin.Specification)]
    [InlineData("smz-a03", 2, CommandType.PersonPush, true, FeedbackOrigin.Specification)]
    [InlineData("smz-a03", 3, CommandType.PersonPush, false, FeedbackOrigin.Specification)]
    [InlineData("swapped-1", 0, CommandType.PersonDelete, false, FeedbackOrigin.Dialect)]
    [InlineData("swapped-1", 1, CommandType.PersonDelete, true, FeedbackOrigin.Dialect)]
    [InlineData("unswapped-1", 0, CommandType.PersonDelete, true, FeedbackOrigin.Dialect)]
    [InlineData("unswapped-1", 1, CommandType.PersonDelete, false, FeedbackOrigin.Dialect)]
    [InlineData("unswapped-1", 3, CommandType.PersonPush, false, FeedbackOrigin.Specification)]
    [InlineData("swapped-1", 2, CommandType.PersonPush, true, FeedbackOrigin.Specification)]
    [InlineData("swapped-1", 3, CommandType.PersonPush, false, FeedbackOrigin.Specification)]
    [InlineData("person-1", 2, CommandType.PersonPush, true, FeedbackOrigin.Specification)]
    public async Task FeedBack_TypeAndDialect_SayWhatSucceeded(string sn, int type, CommandType command, bool succeeded, FeedbackOrigin origin)
    {
        await using var host = await StartAsync();

        await host.PostFormAsync("/FeedBack", $"sn={sn}&type={type}&msg={new string('m', 300)}");

        var told = Assert.Single(host.Told<FeedbackReceived>());
        Assert.Equal((sn, command, type, succeeded, origin, 200), (told.Sn, told.Type, told.Said, told.Succeeded, told.Origin, told.Message!.Length));
    }

    [Theory]
    [InlineData("smz-a03", FeedbackRule.Auto, UnreportedRule.Fail)]
    [InlineData("person-1", FeedbackRule.Person, UnreportedRule.Fail)]
    [InlineData("string-1", FeedbackRule.Auto, UnreportedRule.Done)]
    public async Task Pull_Dialect_IsToldToTheActor(string sn, FeedbackRule rule, UnreportedRule unreported)
    {
        await using var host = await StartAsync();

        await host.GetAsync($"/GetAddPerson?sn={sn}");
        await host.GetAsync($"/GetDelPerson?sn={sn}");

        Assert.Equal([(rule, unreported), (rule, unreported)], host.Told<TakeCommands>().Select(static taken => (taken.Rule, taken.Unreported)));
    }

    private static async Task<(int Status, int Result)> StatusAndResultAsync(DeviceHttpHost host, string target)
    {
        var answer = (await host.GetAsync("/" + target))!;
        return (answer.Status, answer.Result);
    }

    private static void HandOut(DeviceHttpHost host, params Command[] commands) =>
        host.Devices.Answer = message => message switch
        {
            TakeCommands => new HandedOut(1, commands),
            CommandsUnsendable => UnsendableNoted.Instance,
            _ => null,
        };

    private static Command Push(string id, string personRef) =>
        new(id, CommandType.PersonPush, "u-" + id, personRef, 400, "h", null, Gateway.Tests.Support.TestDatabase.Start,
            Gateway.Tests.Support.TestDatabase.Start.AddDays(7));
}
