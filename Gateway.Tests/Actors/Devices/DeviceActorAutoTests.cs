using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Sightings;
using Gateway.Tests.Actors.Habits;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Actors.Devices;

/// <summary>Feedback <c>auto</c>, words of deletions, what is never reported, and the form of answers, as the field's terminals need it (D30–D33).</summary>
public sealed class DeviceActorAutoTests : DeviceActorSpec
{
    private readonly FakeHabits _habits = new();
    private readonly TerminalSightings _sightings;

    public DeviceActorAutoTests()
    {
        _sightings = new TerminalSightings(Time);
        Device = Start(Options);
    }

    private DeviceActorOptions Options => new(Presence.Ref, Time) { Habits = _habits, Sightings = _sightings };

    [Fact]
    public void Several_OneSuccessOfAnUnknownTerminal_SettlesNothing_AndEachGoesAlone() // D31: one client reports each person, another the pull
    {
        Enqueue("a", "b", "c", "d");
        Assert.Equal(["a", "b", "c"], Take(0)); // at most three while the habit is not known
        Assert.Equal(0, Feedback(1, ok: true));
        Assert.Equal(["a"], Take(60));
        Assert.Equal([CommandState.InFlight, CommandState.Queued, CommandState.Queued], StatesOf("a", "b", "c"));
    }

    [Theory]
    [InlineData("删除失败，人员不存在", true, true)]
    [InlineData("删除失败", true, false)]
    [InlineData("删除失败，人员不存在", false, false)]
    public void DeletionOfARoster_RefusedSinceThePersonIsNotKnown_IsSeen(string words, bool ofRoster, bool isSeen) // a sign of a reset
    {
        var command = new Command("d", CommandType.PersonDelete, "u1", null, 0, "h", null, At(0), Command.Never, ofRoster ? new RosterOrder("s", 1) : null);
        Device.Tell(new EnqueueCommand(Sn, At(0), command), Platform.Ref);
        Platform.ExpectMsg<CommandAccepted>();
        Take(0, type: CommandType.PersonDelete);
        Say(1, 1, words);

        Assert.Equal(CommandState.Failed, StateOf("d"));
        Assert.Equal(isSeen, _sightings.Of(Sn).Any(seen => seen.Kind == SightingKind.UnknownPerson));
    }

    [Fact]
    public void Several_AsManySuccessesAsPersons_SettleAll_ThirtySecondsAfterTheLast()
    {
        Enqueue("a", "b");
        Take(0);
        Feedback(1, ok: true);
        Feedback(2, ok: true);
        Clock(31);
        Assert.Equal(CommandState.InFlight, StateOf("b"));
        Clock(32);
        Assert.Equal([CommandState.Succeeded, CommandState.Succeeded], StatesOf("a", "b"));
    }

    [Fact]
    public void Several_SecondOfThreeFails_NobodyEndsUntilAlone() // the client that ended three as succeeded
    {
        Enqueue("a", "b", "c");
        Take(0);
        Feedback(1, ok: true);
        Feedback(2, ok: false, "bad photo");
        Feedback(3, ok: true);
        Assert.Equal(["a"], Take(60));
        Assert.Equal([CommandState.InFlight, CommandState.Queued, CommandState.Queued], StatesOf("a", "b", "c"));
        Feedback(61, ok: true);
        Assert.Equal(["b"], Take(120));
        Feedback(121, ok: false, "bad photo");
        Assert.Equal(["c"], Take(180));
        Feedback(181, ok: true);
        Assert.Equal([CommandState.Succeeded, CommandState.Failed, CommandState.Succeeded], StatesOf("a", "b", "c"));
    }

    [Fact]
    public void PerPull_AfterThreeHandOutsOfSeveral_OneSuccessSettlesTwenty_OverARestartToo()
    {
        var seconds = LearnPerPull();
        Enqueue([.. Enumerable.Range(0, 20).Select(i => "x" + i)]);
        Restart(Options);
        Assert.Equal(20, Take(seconds).Length);
        Feedback(seconds + 1, ok: true);
        Clock(seconds + 31);
        Assert.Equal(CommandState.Succeeded, StateOf("x19"));
        AwaitAssert(() => Assert.Equal(("per_pull", true), _habits.Kept.Of(HabitNames.Feedback) is { } habit ? (habit.Value, habit.IsProved) : default));
    }

    [Fact]
    public void PerPull_TwoFeedbacksForOne_AreAContradiction_AndClearTheHabit()
    {
        var seconds = LearnPerPull();
        Enqueue("x", "y", "z");
        Take(seconds);
        Feedback(seconds + 1, ok: true);
        Feedback(seconds + 2, ok: true);
        Assert.Equal(["x"], Take(seconds + 60));
        Enqueue([.. Enumerable.Range(0, 20).Select(i => "q" + i)]);
        foreach (var id in (string[])["y", "z"])
        {
            Feedback(seconds += 61, ok: true);
            Assert.Equal([id], Take(seconds + 1));
        }

        Feedback(seconds + 62, ok: true);
        Assert.Equal(3, Take(seconds + 120).Length);
        AwaitAssert(() => Assert.Equal("unknown", _habits.Kept.Of(HabitNames.Feedback)?.Value));
    }

    [Theory]
    [InlineData(1, "人员删除成功", CommandState.Succeeded)]
    [InlineData(0, "删除失败", CommandState.Failed)]
    [InlineData(1, "gone", CommandState.Failed)]
    [InlineData(0, null, CommandState.Succeeded)]
    public void Deletion_WordsGoBeforeTheNumber(int said, string? words, CommandState state) // D32
    {
        Device.Tell(new EnqueueCommand(Sn, At(0), Delete("d")), Platform.Ref);
        Platform.ExpectMsg<CommandAccepted>();
        Take(0, CommandType.PersonDelete);
        Say(1, (byte)said, words);
        Assert.Equal(state, StateOf("d"));
    }

    [Fact]
    public void Deletion_NumbersWhoseWordsWereSwapped_AreSwappedWithoutWords_UnlessTheDialectSaysSo() // D32
    {
        for (var i = 0; i < 3; i++)
        {
            Deletions("d" + i);
            Take(i * 60, CommandType.PersonDelete);
            Say((i * 60) + 1, 1, "删除成功");
        }

        Deletions("e");
        Take(300, CommandType.PersonDelete);
        Say(301, 1, null);
        Deletions("f");
        Take(360, CommandType.PersonDelete);
        Say(361, 1, null, FeedbackOrigin.Dialect);
        Assert.Equal([CommandState.Succeeded, CommandState.Failed], StatesOf("e", "f"));
        AwaitAssert(() => Assert.Equal("swapped", _habits.Kept.Of(HabitNames.DeletionWords)?.Value));
    }

    [Fact]
    public void Deletions_WhileAtMostFiveWait_GoOneAtATime() // D33
    {
        Deletions("a", "b", "c", "d", "e", "f");
        Assert.Equal(3, Take(0, CommandType.PersonDelete).Length);
        Assert.Equal(1, Say(1, 0, null) + Take(60, CommandType.PersonDelete).Length);
    }

    [Fact]
    public void NeverReported_ThreeTimesAloneOverHalfAnHourInAProvedForm_EndsUnreported() // D33
    {
        Prove();
        Enqueue("a");
        foreach (var minute in (int[])[10, 20, 30]) Assert.Equal(["a"], Take(minute * 60));
        Assert.Equal(["a"], Take(39 * 60)); // 29 minutes
        Assert.Empty(Take(40 * 60));
        Assert.Equal((CommandState.Failed, "unreported"), (Get("a").State, Get("a").ResultCode));
        Assert.Contains("may have done it", Get("a").ResultDesc, StringComparison.Ordinal);
        Assert.Equal(SightingKind.Unreported, Assert.Single(_sightings.Of(Sn)).Kind);
    }

    [Theory]
    [InlineData(UnreportedRule.Done, CommandState.Succeeded)]
    [InlineData(UnreportedRule.Never, CommandState.InFlight)]
    public void NeverReported_DialectSaysOtherwise_IsItsWord(UnreportedRule rule, CommandState state)
    {
        Enqueue("a");
        foreach (var minute in (int[])[0, 15, 30, 45]) Take(minute * 60, answer: AnswerForm.Json, unreported: rule);
        Assert.Equal(state, StateOf("a"));
    }

    [Fact]
    public void NeverReported_InAFormThatIsNotProved_IsTriedThriceInEach() // D30, D33
    {
        Enqueue("a");
        var forms = new List<AnswerForm>();
        for (var minute = 0; StateOf("a") != CommandState.Failed && minute < 300; minute += 10) forms.Add(TakeAll(minute * 60).Form);
        Assert.True(forms.Count(form => form == AnswerForm.Json) >= 3 && forms.Count(form => form == AnswerForm.String) >= 3);
        Assert.Equal("unreported", Get("a").ResultCode);
    }

    [Fact]
    public void NeverReported_AndNothingElseWasHeard_DoesNotCount() // D33: with other requests in between
    {
        Prove();
        Enqueue("a");
        Take(600);
        Clock(600 + 601);
        Device.Tell(new ExpireCommands(Sn, At(600 + 601)), Platform.Ref); // time alone has closed it
        Platform.ExpectMsg<CommandsExpired>();
        Take(1800);
        Take(2500);
        Assert.Equal(["a"], Take(3200)); // the third that counts
        Take(3900);
        Assert.Equal("unreported", Get("a").ResultCode);
    }

    [Fact]
    public void DeletionsNeverReported_ThreeInARow_GoTogether_AndEachEndsAfterThree() // D33
    {
        Prove();
        Deletions("a", "b", "c");
        var seconds = 600;
        for (; StateOf("c") != CommandState.Failed; seconds += 660) Take(seconds, CommandType.PersonDelete);
        Deletions([.. Enumerable.Range(0, 25).Select(i => "x" + i)]);
        AwaitAssert(() => Assert.Equal("unreported", _habits.Kept.Of(HabitNames.Deletions)?.Value));
        Restart(Options);
        Assert.Equal(20, Take(seconds, CommandType.PersonDelete).Length);
        for (var i = 1; i < 8; i++) Take(seconds + (i * 900), CommandType.PersonDelete);
        Assert.Equal(("unreported", "unreported"), (Get("x0").ResultCode, Get("x24").ResultCode));
    }

    [Fact]
    public void Form_OfAPythonClient_IsGuessedThenProved_AndKept() // D30
    {
        Enqueue("a");
        Assert.Equal(AnswerForm.String, TakeAll(0, guess: AnswerForm.String).Form);
        Feedback(1, ok: true);
        AwaitAssert(() => Assert.Equal(("string", true), _habits.Kept.Of(HabitNames.Answer) is { } habit ? (habit.Value, habit.IsProved) : default));
        Restart(Options);
        Assert.Equal(AnswerForm.String, TakeAll(60).Form); // whatever it calls itself
    }

    [Fact]
    public void Form_GivenByTheDialect_IsItsWord() => Assert.Equal(AnswerForm.String, TakeAll(0, answer: AnswerForm.String).Form);

    [Fact]
    public void Habits_ThatCannotBeRead_LeaveThePullUnanswered() // D23: rather no answer
    {
        _habits.Fails = true;
        Device.Tell(new TakeCommands(Sn, HttpSession(), At(0), CommandType.PersonPush, 20, 1000, FeedbackRule.Auto), Platform.Ref);
        Live();
        Platform.ExpectNoMsg(TimeSpan.Zero);
        _habits.Fails = false;
        Assert.Equal(AnswerForm.Json, TakeAll(1).Form);
    }

    [Fact]
    public void Habits_Forgotten_AreLearnedAnew()
    {
        var seconds = LearnPerPull();
        Device.Tell(new ForgetHabits(Sn, At(seconds)), Platform.Ref);
        Platform.ExpectMsg<HabitsForgotten>();
        Enqueue("x", "y", "z", "v");
        Restart(Options);
        Assert.Equal(3, Take(seconds).Length);
    }

    /// <summary>Three hand-outs of two, each closed by one success and the next pull; what is alone afterwards is reported.</summary>
    private int LearnPerPull()
    {
        var seconds = 0;
        for (var round = 0; round < 3; round++, seconds += 300)
        {
            Enqueue($"a{round}", $"b{round}");
            Assert.Equal(2, Take(seconds).Length);
            Feedback(seconds + 1, ok: true);
            var taken = Take(seconds + 60).Length;
            for (var i = 1; i <= 2; i++)
            {
                Assert.Equal(1, taken);
                Feedback(seconds + (i * 60) + 1, ok: true);
                taken = Take(seconds + ((i + 1) * 60)).Length;
            }
        }

        return seconds + 1200;
    }

    private void Prove()
    {
        Enqueue("proof");
        Take(0);
        Feedback(1, ok: true);
    }

    private void Enqueue(params string[] ids)
    {
        foreach (var id in ids) Enqueue(Push(id));
    }

    private void Deletions(params string[] ids)
    {
        foreach (var id in ids) Enqueue(Delete(id));
    }

    private CommandState[] StatesOf(params string[] ids) => [.. ids.Select(StateOf)];

    private string[] Take(double seconds, CommandType type = CommandType.PersonPush, AnswerForm? answer = null, UnreportedRule unreported = UnreportedRule.Fail) =>
        [.. TakeAll(seconds, type, AnswerForm.Json, answer, unreported).Commands.Select(c => c.Id)];

    private HandedOut TakeAll(
        double seconds, CommandType type = CommandType.PersonPush, AnswerForm guess = AnswerForm.Json, AnswerForm? answer = null,
        UnreportedRule unreported = UnreportedRule.Fail)
    {
        Clock(seconds);
        Device.Tell(new TakeCommands(Sn, HttpSession(), At(seconds), type, 20, 4 << 20, FeedbackRule.Auto, guess, answer, unreported), Platform.Ref);
        return Platform.ExpectMsg<HandedOut>();
    }

    private int Feedback(double seconds, bool ok, string? words = null)
    {
        Clock(seconds);
        Device.Tell(
            new FeedbackReceived(Sn, HttpSession(), At(seconds), CommandType.PersonPush, (byte)(ok ? 2 : 3), ok, FeedbackOrigin.Specification, words), Platform.Ref);
        return Platform.ExpectMsg<FeedbackNoted>().Settled;
    }

    private int Say(double seconds, byte said, string? words, FeedbackOrigin origin = FeedbackOrigin.Specification)
    {
        Clock(seconds);
        Device.Tell(new FeedbackReceived(Sn, HttpSession(), At(seconds), CommandType.PersonDelete, said, said == 0, origin, words), Platform.Ref);
        return Platform.ExpectMsg<FeedbackNoted>().Settled;
    }
}
