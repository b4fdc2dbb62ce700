using System.Text.Json.Nodes;
using System.Xml.Linq;
using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Storage.Habits;
using Gateway.Storage.Persons;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>
/// Terminals of the four known kinds (field notes) of which nothing is known, with the dialect <c>standard</c>: real actors behind the listener, their habits in the database
/// (D29–D32).
/// </summary>
public sealed class FirstTryTests : IAsyncLifetime
{
    private const string Python = "User-Agent: python-requests/2.22.0\r\n";
    private const string Java = "User-Agent: Java/1.8.0_191\r\n";

    private readonly Changes _changes = new();
    private DeviceHttpHost _host = null!;
    private IActorRef _region = ActorRefs.Nobody;

    public async Task InitializeAsync()
    {
        _host = await StartAsync(new Options { Region = system => _region = system.ActorOf(Props.Create(() => new DeviceActors(() => _host!.Database, _changes))) });
        _changes.Directory = _host.Directory;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task ClientThatReportsEachPerson_AllAreDone()
    {
        await PushAsync("c1", "c2", "c3");

        Assert.Equal(["U-c1", "U-c2", "U-c3"], OfJson(await GetAsync("GetAddPerson")).Users);
        for (var i = 0; i < 3; i++) Assert.Equal("noted", OfJson(await GetAsync("FeedBack", "&type=2&msg=ok")).Msg);
        Assert.Equal("idle", OfJson(await GetAsync("GetAddPerson")).Msg);

        foreach (var id in (string[])["c1", "c2", "c3"]) Assert.Equal(CommandState.Succeeded, await StateAsync(id));
    }

    [Fact]
    public async Task ClientThatReportsEachPull_WithOneBadPerson_NobodyIsTakenForAnother()
    {
        await PushAsync("good1", "bad", "good2");

        Assert.Equal(3, OfJson(await GetAsync("GetAddPerson")).Users.Length);
        await GetAsync("FeedBack", "&type=3"); // one of three: nobody knows which
        for (var pulls = 0; pulls < 10 && await StateAsync("good2") is CommandState.Queued or CommandState.InFlight; pulls++)
        {
            if (OfJson(await GetAsync("GetAddPerson")).Users is [var user]) await GetAsync("FeedBack", user == "U-bad" ? "&type=3" : "&type=2");
        }

        Assert.Equal(
            (CommandState.Succeeded, CommandState.Failed, CommandState.Succeeded), (await StateAsync("good1"), await StateAsync("bad"), await StateAsync("good2")));
    }

    [Fact]
    public async Task ClientThatReportsDeletionsWithOne_AndEmptyLists_IsBelievedByItsWords()
    {
        await EnqueueAsync(new Command("d1", CommandType.PersonDelete, "U1", null, 0, "h", null, Now, Now.AddDays(7)));

        Assert.Equal("noted", OfJson(await GetAsync("FeedBack", "&type=2")).Msg); // for an empty list
        Assert.Equal(["U1"], OfJson(await GetAsync("GetDelPerson")).Users);
        Assert.Equal("settled_1", OfJson(await GetAsync("FeedBack", "&type=1&msg=人员删除成功")).Msg);

        Assert.Equal(CommandState.Succeeded, await StateAsync("d1"));
    }

    [Fact]
    public async Task ClientThatReadsXml_ReadsEveryAnswerFromTheFirstOn()
    {
        await PushAsync("c1");

        Assert.Equal("noted", OfXml(await GetAsync("FeedBack", "&type=2", Python)).Msg);
        Assert.Equal(["U-c1"], OfXml(await GetAsync("GetAddPerson", "", Python)).Users);
        Assert.Equal("settled_1", OfXml(await GetAsync("FeedBack", "&type=2", Python)).Msg);
        Assert.Equal("idle", OfXml(await GetAsync("GetDelPerson", "", Python)).Msg);
        Assert.Equal("content_missing", OfXml(await GetAsync("UploadAttendance", "", Python)).Msg);

        Assert.Equal(CommandState.Succeeded, await StateAsync("c1"));
        await Patience.UntilAsync(async () => await HabitAsync() is { Value: "string", IsProved: true }, "the form is proved");
    }

    [Fact]
    public async Task ClientThatReadsXml_AndDoesNotSayWhatItIs_ReadsTheSecondPull()
    {
        await PushAsync("c1");

        Assert.Equal(["U-c1"], OfJson(await GetAsync("GetAddPerson", "", Java)).Users); // it cannot read that
        Assert.Equal(["U-c1"], OfXml(await GetAsync("GetAddPerson", "", Java)).Users);
        await GetAsync("FeedBack", "&type=2", Java); // may be late, for the first (D23): proves nothing yet
        Assert.Equal("idle", OfXml(await GetAsync("GetAddPerson", "", Java)).Msg);
        Assert.Equal(CommandState.Succeeded, await StateAsync("c1"));

        await PushAsync("c2");
        Assert.Equal(["U-c2"], OfXml(await GetAsync("GetAddPerson", "", Java)).Users);
        await GetAsync("FeedBack", "&type=2", Java);
        await Patience.UntilAsync(async () => await HabitAsync() is { Value: "string", IsProved: true }, "the form is proved");
        await Patience.UntilAsync(async () => (await _host.Directory.FindAsync(Sn))?.Device.Habits.Of(HabitNames.Answer) is { IsProved: true }, "every node knows");

        Assert.Equal("content_missing", OfXml(await GetAsync("UploadAttendance", "", Java)).Msg);
        Assert.Equal(CommandState.Succeeded, await StateAsync("c2"));
    }

    private DateTimeOffset Now => _host.Database.Clock.Now;

    private async Task<RawAnswer> GetAsync(string route, string query = "", string headers = Java) => (await _host.SendAsync(
        $"GET /Service/DevivePacketWebSvr.assx/{route}?sn={Sn}{query} HTTP/1.1\r\nHost: x\r\n{headers}Connection: close\r\n\r\n"))!;

    private async Task PushAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            var person = await _host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U-" + id, Name = "张三", WorkSn = id }, default);
            await EnqueueAsync(new Command(id, CommandType.PersonPush, "U-" + id, person, 400, "h" + id, null, Now, Now.AddDays(7)));
        }
    }

    private Task<CommandAccepted> EnqueueAsync(Command command) => _region.Ask<CommandAccepted>(new EnqueueCommand(Sn, Now, command), Patience.Max);

    private async Task<CommandState> StateAsync(string id) => (await _region.Ask<CommandFound>(new GetCommand(Sn, id), Patience.Max)).Status.State;

    private async Task<Habit?> HabitAsync() => (await _host.Database.Devices.GetAsync(Sn, default))!.Device.Habits.Of(HabitNames.Answer);

    private static (string Msg, string[] Users) OfJson(RawAnswer answer) => Of(answer.Json);

    private static (string Msg, string[] Users) OfXml(RawAnswer answer) =>
        Of(JsonNode.Parse(XDocument.Parse(Encoding.UTF8.GetString(answer.Body)).Root!.Value)!.AsObject());

    private static (string Msg, string[] Users) Of(JsonObject answer)
    {
        var content = (string)answer["Content"]!;
        return ((string)answer["Msg"]!, content.Length == 0 ? [] : [.. JsonNode.Parse(Decrypt(content))!.AsArray().Select(static person => (string)person!["user_id"]!)]);
    }

    /// <summary>Tells the node's directory, as the cluster does.</summary>
    private sealed class Changes : IDeviceChanges
    {
        public DeviceDirectory? Directory { get; set; }

        public void DeviceChanged(string sn) => Directory?.DeviceChanged(sn);
    }

    /// <summary>What the shard region does: one DeviceActor per SN.</summary>
    private sealed class DeviceActors : ReceiveActor
    {
        public DeviceActors(Func<TestDatabase> database, IDeviceChanges changes) => Receive<IDeviceMessage>(message =>
        {
            var device = Context.Child(message.Sn);
            if (device.IsNobody())
            {
                var options = new DeviceActorOptions(ActorRefs.Nobody, new TestDatabase.StoppedClock()) { Habits = new HabitStore(database().Database, changes) };
                device = Context.ActorOf(DeviceActor.Props(message.Sn, options), message.Sn);
            }

            device.Forward(message);
        });
    }
}
