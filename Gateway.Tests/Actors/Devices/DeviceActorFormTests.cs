using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>In which form frames go to a terminal on the socket, over rounds, connections and restarts (0102).</summary>
public sealed class DeviceActorFormTests : DeviceActorSpec
{
    private const FormParts Push1 = FormParts.FollowUp | FormParts.PushCount;

    private readonly KeptHabits _habits = new();
    private double _seconds;
    private int _connection = 1;

    public DeviceActorFormTests() => Restart(Options());

    private Session Session => SessionOf(_connection);

    /// <summary>A terminal that reads only the forms for which <c>reads</c> is true: each needs one part, or two, of the form to be other than at first.</summary>
    [Theory]
    [InlineData("direct", 6)]
    [InlineData("number", 20)]
    [InlineData("direct number", 15)]
    [InlineData("zero", 40)]
    public void Terminal_ThatReadsOneForm_IsFoundOutInTimeAndTheCommandSucceedsOnce(string needs, int sendingsMost)
    {
        bool Needs(string part) => needs.Contains(part, StringComparison.Ordinal);
        bool Reads(SocketForm form) => (!Needs("direct") || form.Direct) && (!Needs("number") || form.CountAsNumber) && (!Needs("zero") || form.PacketsFromZero);
        var parts = needs == "zero" ? Push1 | FormParts.Packets : Push1;
        Enqueue(Push("a"));

        var sendings = 1;
        for (; !Sends(parts, Reads); sendings++) Assert.InRange(sendings, 1, sendingsMost);

        Assert.Equal(CommandState.Succeeded, StateOf("a"));
        Assert.All(_habits.Of(Sn).All.Values, static habit => Assert.True(habit.IsProved));
        Restart(Options());
        Enqueue(Push("b"), _seconds);
        Assert.True(Sends(parts, Reads)); // At once, by the next incarnation.
        Assert.Equal(CommandState.Succeeded, StateOf("b"));
    }

    [Fact]
    public void Form_Changes_WithTheRound_SoThatNoLateResultIsTakenForTheNextFrame()
    {
        Enqueue(Push("a"));
        for (var i = 0; i < 5; i++) Assert.False(Sends(Push1, static form => form != SocketForm.Standard)); // D15: the very same frame.
        Beat(Session, _seconds += 61);

        Assert.Equal(new CloseSession(1, CloseReason.NoResult), Lane.ExpectMsg<CloseSession>());
        var old = Session;
        _connection = 2;
        Beat(Session, _seconds += 1);
        Assert.True(Delivered().Form.Direct);
        Result(old, _seconds += 1);
        Assert.Equal(CommandState.InFlight, StateOf("a"));
    }

    [Fact]
    public void Connection_EndedByTheTerminal_CountsAsNoResult_AndTwoRoundsOfThatChangeTheForm()
    {
        Enqueue(Push("a"));
        for (_connection = 1; _connection <= 4; _connection++)
        {
            Beat(Session, _seconds += 1);
            var deliver = Delivered();
            Assert.False(deliver.Form.Direct);
            Device.Tell(new FrameSent(Sn, deliver.HandOut, Push1, 0));
            End(Session, _seconds += 1);
        }

        Beat(Session, _seconds += 1);
        Assert.True(Delivered().Form.Direct);
    }

    [Fact]
    public void Terminal_ThatSucceededOnce_NeverSeesAnotherForm_AndItsCommandEndsUnreported()
    {
        Enqueue(Push("a"));
        Assert.True(Sends(Push1, static _ => true));
        Restart(Options());
        Enqueue(Push("b"), _seconds);
        for (var i = 0; i < 40 && StateOf("b") is CommandState.Queued or CommandState.InFlight; i++)
        {
            Assert.False(Sends(Push1, form =>
            {
                Assert.Equal(SocketForm.Standard, form);
                return false;
            }));
            _seconds += 120;
        }

        Assert.Equal((CommandState.Failed, CommandQueue.Unreported), (StateOf("b"), Get("b").ResultCode));
    }

    [Fact]
    public void Terminal_ThatNeverAnswers_EndsNoCommandBeforeEveryFormWasTried()
    {
        Enqueue(Push("a"));
        HashSet<SocketForm> seen = [];
        for (var i = 0; i < 200 && StateOf("a") is CommandState.Queued or CommandState.InFlight; i++)
        {
            Sends(Push1 | FormParts.Packets, form =>
            {
                seen.Add(form);
                return false;
            });
            _seconds += 120;
        }

        Assert.Equal((CommandState.Failed, 8), (StateOf("a"), seen.Count));
    }

    [Fact]
    public void Drain_FoundNotToBeTaken_TheNextFrameWaitsForTheHeartbeat()
    {
        _habits.Put(Sn, HabitNames.Drain, new Habit("off", true, T0, "x"));
        Enqueue(Push("a"));
        Enqueue(Delete("b"));
        Beat(Session, _seconds += 1);
        Delivered();
        Device.Tell(new CommandResultReceived(Sn, Session, At(_seconds), CommandType.PersonPush, 1, null, true, "0000", null, Drain: null));
        Lane.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(CommandState.Succeeded, StateOf("a"));
        Lane.ExpectNoMsg(TimeSpan.Zero);

        Beat(Session, _seconds += 1);
        Assert.Equal(["b"], Ids(Delivered()));
    }

    [Fact]
    public void Forgotten_Habits_AreLearnedAnew()
    {
        _habits.Put(Sn, HabitNames.FollowUp, new Habit("direct", true, T0, "x"));
        Enqueue(Push("a"));
        Beat(Session, _seconds += 1);
        var first = Delivered();
        Assert.Equal((true, FormParts.All & ~FormParts.FollowUp), (first.Form.Direct, first.Unproved));

        Device.Tell(new ForgetHabits(Sn, At(_seconds)), Platform.Ref);
        Platform.ExpectMsg<HabitsForgotten>();

        Beat(Session, _seconds += 61);
        var next = Delivered();
        Assert.Equal((false, FormParts.All), (next.Form.Direct, next.Unproved));
    }

    [Fact]
    public void Habits_ThatCannotBeRead_HeartbeatIsAnsweredIdleAndTheNextAsksAgain()
    {
        Enqueue(Push("a"));
        _habits.Fails = true;
        Beat(Session, _seconds += 1);
        Lane.ExpectMsg<AnswerIdle>();

        _habits.Fails = false;
        Beat(Session, _seconds += 1);
        Assert.Equal(["a"], Ids(Delivered()));
    }

    private DeviceActorOptions Options() => new(Presence.Ref, Time) { Habits = _habits };

    /// <summary>A heartbeat and what it brings: the frame, and its result if the terminal reads it. A connection that was closed is made anew.</summary>
    private bool Sends(FormParts matters, Func<SocketForm, bool> reads)
    {
        while (true)
        {
            Beat(Session, _seconds += 61);
            var message = Lane.ExpectMsg<ILaneMessage>();
            if (message is AnswerIdle) return false;
            if (message is CloseSession)
            {
                _connection++;
                continue;
            }

            var deliver = (Deliver)message;
            Device.Tell(new FrameSent(Sn, deliver.HandOut, matters & deliver.Unproved, 0));
            if (!reads(deliver.Form)) return false;
            Result(Session, _seconds += 1, handOut: deliver.HandOut);
            return true;
        }
    }

    /// <summary>In memory, at once unless it fails.</summary>
    private sealed class KeptHabits : IHabitStore
    {
        private readonly Dictionary<string, DeviceHabits> _kept = [];

        public bool Fails { get; set; }

        public DeviceHabits Of(string sn)
        {
            lock (_kept) return _kept.GetValueOrDefault(sn, DeviceHabits.None);
        }

        public void Put(string sn, string name, Habit habit)
        {
            lock (_kept) _kept[sn] = Of(sn).With(name, habit);
        }

        public Task<DeviceHabits> ReadAsync(string sn, CancellationToken cancellation) =>
            Fails ? Task.FromException<DeviceHabits>(new TimeoutException("away")) : Task.FromResult(Of(sn));

        public Task WriteAsync(string sn, string name, Habit habit, CancellationToken cancellation)
        {
            Put(sn, name, habit);
            return Task.CompletedTask;
        }

        public Task ForgetAsync(string sn, CancellationToken cancellation) => Task.CompletedTask;
    }
}
