using System.Text.Json.Nodes;
using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Storage.Persons;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;
using static Gateway.Tests.Edge.DeviceHttp.DeviceHttpHost;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>Pull, feedback and result of real commands, with the real DeviceActor behind the listener (D22, D23).</summary>
public sealed class CommandsOverHttpTests : IAsyncLifetime
{
    /// <summary>One whose dialect says what its feedback means.</summary>
    private const string Sn = "batch-1";

    private DeviceHttpHost _host = null!;
    private IActorRef _region = ActorRefs.Nobody;

    public async Task InitializeAsync() =>
        _host = await StartAsync(new Options { Region = system => _region = system.ActorOf(Props.Create(() => new DeviceActors())) });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Batch_OneFeedbackPerPull_SettlesAllThatWasHandedOut()
    {
        await PushAsync(Sn, "c1", "c2", "c3");

        await AssertPullAsync(Sn, "U-c1", "U-c2", "U-c3");
        Assert.Equal(CommandState.InFlight, await StateAsync(Sn, "c1"));
        await FeedbackAsync(Sn, 2);
        await AssertPullAsync(Sn);

        foreach (var id in (string[])["c1", "c2", "c3"]) Assert.Equal(CommandState.Succeeded, await StateAsync(Sn, id));
    }

    [Fact]
    public async Task Batch_FailedFeedback_HandsOutOneByOneToFindTheBadOne()
    {
        await PushAsync(Sn, "c1", "c2");
        await PullAsync(Sn);
        await FeedbackAsync(Sn, 3);

        await AssertPullAsync(Sn, "U-c1");
        await FeedbackAsync(Sn, 2);
        await AssertPullAsync(Sn, "U-c2");
        await FeedbackAsync(Sn, 3);

        Assert.Equal((CommandState.Succeeded, CommandState.Failed), (await StateAsync(Sn, "c1"), await StateAsync(Sn, "c2")));
    }

    [Fact]
    public async Task Person_OneFeedbackPerPerson_SettlesInHandOutOrder()
    {
        await PushAsync("person-1", "c1", "c2", "c3");
        await PullAsync("person-1");

        await FeedbackAsync("person-1", 2);
        await FeedbackAsync("person-1", 3);

        Assert.Equal(
            (CommandState.Succeeded, CommandState.Failed, CommandState.InFlight),
            (await StateAsync("person-1", "c1"), await StateAsync("person-1", "c2"), await StateAsync("person-1", "c3")));
    }

    [Fact]
    public async Task EmptyList_SuccessFeedback_IsAnswered0() => Assert.Equal(0, await FeedbackAsync(Sn, 2));

    [Fact]
    public async Task AnswerLost_NextPullIsEmpty_ItsFeedbackSettlesNothing() // D23: one firmware reports success for an empty list
    {
        await PushAsync(Sn, "c1");
        await PullAsync(Sn);
        await AssertPullAsync(Sn, "U-c1"); // the first answer was lost: handed out again, alone
        await FeedbackAsync(Sn, 2);
        await FeedbackAsync(Sn, 2); // two for one person: one of them was for the first pull, nobody knows which

        Assert.Equal(CommandState.InFlight, await StateAsync(Sn, "c1"));
        await AssertPullAsync(Sn, "U-c1");
        await FeedbackAsync(Sn, 2);
        Assert.Equal(CommandState.Succeeded, await StateAsync(Sn, "c1"));
    }

    [Fact]
    public async Task NoFeedback_TenMinutesLater_IsHandedOutAgain()
    {
        await PushAsync(Sn, "c1");
        await PullAsync(Sn);
        _host.Database.Clock.Now += TimeSpan.FromMinutes(11);

        await AssertPullAsync(Sn, "U-c1");
    }

    [Fact]
    public async Task Swapped_OneMeansDeleted()
    {
        await EnqueueAsync("swapped-1", new Command("d1", CommandType.PersonDelete, "U1", null, 0, "h", null, Now, Now.AddDays(7)));
        var answer = (await _host.GetAsync("/GetDelPerson?sn=swapped-1"))!;
        Assert.Equal("U1", (string?)JsonNode.Parse(Decrypt(answer.Content))![0]!["user_id"]);

        await FeedbackAsync("swapped-1", 1);

        Assert.Equal(CommandState.Succeeded, await StateAsync("swapped-1", "d1"));
    }

    [Fact]
    public async Task LargeQueue_IsHandedOut20AtATime()
    {
        await PushAsync(Sn, [.. Enumerable.Range(0, 25).Select(i => $"c{i:00}")]);

        Assert.Equal(20, (await PullAsync(Sn)).Length);
        await FeedbackAsync(Sn, 2);
        await AssertPullAsync(Sn, "U-c20", "U-c21", "U-c22", "U-c23", "U-c24");
    }

    [Fact]
    public async Task LostPerson_FailsWith9998AndTheOthersGo()
    {
        await EnqueueAsync(Sn, new Command("c0", CommandType.PersonPush, "U0", "lost", 400, "h", null, Now, Now.AddDays(7)));
        await PushAsync(Sn, "c1");

        await AssertPullAsync(Sn, "U-c1");
        var lost = await FindAsync(Sn, "c0");
        Assert.Equal((CommandState.Failed, "9998"), (lost.State, lost.ResultCode));
    }

    private DateTimeOffset Now => _host.Database.Clock.Now;

    private async Task PushAsync(string sn, params string[] ids)
    {
        foreach (var id in ids)
        {
            var person = await _host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U-" + id, Name = "张三", WorkSn = id }, default);
            await EnqueueAsync(sn, new Command(id, CommandType.PersonPush, "U-" + id, person, 400, "h" + id, null, Now, Now.AddDays(7)));
        }
    }

    private Task<CommandAccepted> EnqueueAsync(string sn, Command command) =>
        _region.Ask<CommandAccepted>(new EnqueueCommand(sn, Now, command), Patience.Max);

    private async Task AssertPullAsync(string sn, params string[] users) => Assert.Equal(users, await PullAsync(sn));

    private async Task<string[]> PullAsync(string sn)
    {
        var answer = (await _host.GetAsync("/GetAddPerson?sn=" + sn))!;
        Assert.Equal(0, answer.Result);
        return answer.Content.Length == 0 ? [] : [.. JsonNode.Parse(Decrypt(answer.Content))!.AsArray().Select(person => (string)person!["user_id"]!)];
    }

    private async Task<int> FeedbackAsync(string sn, int type) => (await _host.PostFormAsync("/FeedBack", $"sn={sn}&type={type}&msg=x"))!.Result;

    private async Task<CommandStatus> FindAsync(string sn, string id) =>
        (await _region.Ask<CommandFound>(new GetCommand(sn, id), Patience.Max)).Status;

    private async Task<CommandState> StateAsync(string sn, string id) => (await FindAsync(sn, id)).State;

    /// <summary>What the shard region does: one DeviceActor per SN.</summary>
    private sealed class DeviceActors : ReceiveActor
    {
        public DeviceActors() => Receive<IDeviceMessage>(message =>
        {
            var device = Context.Child(message.Sn);
            if (device.IsNobody()) device = Context.ActorOf(DeviceActor.Props(message.Sn, ActorRefs.Nobody, new TestDatabase.StoppedClock()), message.Sn);
            device.Forward(message);
        });
    }
}
