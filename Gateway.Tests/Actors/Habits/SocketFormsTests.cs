using Gateway.Actors.Habits;
using Xunit;

namespace Gateway.Tests.Actors.Habits;

/// <summary>How the form of command frames is found out (0102): against terminals of every kind, over random lives.</summary>
public sealed class SocketFormsTests
{
    private const FormParts Deletion = FormParts.FollowUp;
    private const FormParts Push = FormParts.FollowUp | FormParts.PushCount;

    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Unanswered_ThreeInARow_ChangesOnePartAndTheNextThreeAnother()
    {
        var forms = new SocketForms();
        var standard = SocketForm.Standard;
        SocketForm[] expected = [standard with { Direct = true }, standard with { Direct = true, CountAsNumber = true }, standard with { CountAsNumber = true }, standard];
        foreach (var next in expected)
        {
            Assert.False(Fail(forms, Push) || Fail(forms, Push));
            Assert.True(Fail(forms, Push));
            Assert.Equal(next, forms.Form);
        }

        Assert.True(forms.HasTriedAll);
    }

    [Fact]
    public void Unanswered_WithinARound_IsTheVerySameFrame()
    {
        var forms = new SocketForms();
        for (var i = 0; i < 5; i++)
        {
            forms.Sent(1, Push, 0);
            forms.Unanswered();
            Assert.Equal(SocketForm.Standard, forms.Form); // D15
        }

        forms.RoundLost(T0);
        Assert.Equal(SocketForm.Standard with { Direct = true }, forms.Form);
    }

    [Fact]
    public void Unanswered_FrameWithoutPhotoOrPackets_ChangesNeither()
    {
        var forms = new SocketForms();
        for (var i = 0; i < 100; i++)
        {
            Fail(forms, Deletion);
            Assert.Equal(SocketForm.Standard with { Direct = forms.Form.Direct }, forms.Form);
        }
    }

    [Fact]
    public void Answered_Once_IsProvedForGood()
    {
        var forms = new SocketForms();
        Answer(forms, Push);
        for (var i = 0; i < 30; i++) Assert.False(Fail(forms, Push));

        Assert.Equal(SocketForm.Standard, forms.Form);
        Assert.Equal(FormParts.All & ~Push, forms.Unproved);
        Assert.Equal(["follow_up", "push_count"], forms.TakeChanges().Where(change => change.Value.IsProved).Select(change => change.Key).Order());
        Assert.Empty(forms.TakeChanges());
    }

    [Fact]
    public void Answered_WithAFailure_ProvesThatItWasReadAndNotThatItWasUnderstood()
    {
        var forms = new SocketForms();
        Answer(forms, Push, succeeded: false);

        Assert.Equal(FormParts.FollowUp, FormParts.All & ~forms.Unproved);
    }

    [Fact]
    public void Answered_AnotherHandOut_SaysNothing()
    {
        var forms = new SocketForms();
        forms.Sent(7, Push, 0);
        forms.Answered(6, succeeded: true, T0);

        Assert.Equal(FormParts.All, forms.Unproved);
    }

    [Fact]
    public void Drain_ReadOnlyAfterTheNextHeartbeat_IsOffAfterThreeOfThem()
    {
        var forms = new SocketForms();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(forms.Form.Drain);
            Fail(forms, FormParts.Drain);
            Answer(forms, Deletion);
        }

        Assert.Equal(SocketForm.Standard with { Drain = false }, forms.Form);
        Assert.Contains(forms.TakeChanges(), change => change is { Key: "drain", Value: { Value: "off", IsProved: true } });
    }

    [Fact]
    public void Photo_LargerThanWhatWasRead_GoesInPackets_AndSmallerOnesStay()
    {
        var forms = new SocketForms();
        Answer(forms, Push | FormParts.Photo, length: 5_000);
        for (var i = 0; i < 3; i++) Fail(forms, Push | FormParts.Photo, length: 4_900); // One as large was read: this is not the form.
        Assert.Equal(SocketForm.BodyMost, forms.Form.InlineMost);

        for (var i = 0; i < 3; i++) Fail(forms, Push | FormParts.Photo, length: 9_000);

        Assert.Equal(8_192, forms.Form.InlineMost);
        Answer(forms, Push | FormParts.Photo | FormParts.Packets);
        var photo = forms.TakeChanges().Single(change => change.Key == "photo").Value;
        Assert.Equal(("packets-over-8192", true), (photo.Value, photo.IsProved));
    }

    [Fact]
    public void Packets_NeverReportedThreeTimes_OfATerminalThatReadsOthers_AreNotSentAnyMore()
    {
        var (forms, habits) = (new SocketForms(), DeviceHabits.None);
        for (var i = 0; i < 2; i++) Unread(forms, 0); // It has read nothing yet: this says nothing of packets.
        Answer(forms, Push);
        for (var i = 0; i < 3; i++)
        {
            Assert.False(forms.Form.InlineOnly);
            Unread(forms, 60 * (i + 1));
            habits = Kept(habits, forms);
            forms = new SocketForms(habits);
        }

        Assert.True(forms.Form.InlineOnly);
        var photo = habits.Of(HabitNames.Photo)!;
        Assert.Equal(("inline-only", true), (photo.Value, photo.IsProved));
        Assert.False(new SocketForms(DeviceHabits.None.With(HabitNames.Photo, photo with { IsProved = false })).Form.InlineOnly); // By a guess nobody is refused.

        static void Unread(SocketForms of, int minutes)
        {
            for (var i = 0; i < 15; i++) Fail(of, Push | FormParts.Packets, minutes: minutes + i);
            of.Unreported(T0.AddMinutes(minutes + 15));
        }
    }

    [Fact]
    public void Restart_GoesOnWhereItWas()
    {
        var (forms, habits) = (new SocketForms(), DeviceHabits.None);
        var straight = new SocketForms();
        for (var i = 0; i < 100; i++)
        {
            Fail(forms, Push | FormParts.Packets, minutes: i);
            if (!Fail(straight, Push | FormParts.Packets, minutes: i)) continue;
            habits = Kept(habits, forms);
            forms = new SocketForms(habits);
            Assert.Equal(straight.Form, forms.Form);
        }

        Assert.True(straight.HasTriedAll);
    }

    /// <summary>A guess that was taken from other devices is where it begins, and no proof.</summary>
    [Fact]
    public void Guess_NotProved_IsTheFirstFormAndIsChangedLikeAnyOther()
    {
        var forms = new SocketForms(DeviceHabits.None.With(HabitNames.FollowUp, new Habit("direct", false, T0, "as 8 of 10 devices of this model")));
        Assert.Equal(SocketForm.Standard with { Direct = true }, forms.Form);

        for (var i = 0; i < 3; i++) Fail(forms, Deletion);

        Assert.Equal(SocketForm.Standard, forms.Form);
    }

    [Fact]
    public void AnyTerminal_InARandomLife_IsFoundOutAndNeverTriedAgain()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var life = new Life(seed);
            for (var i = 0; i < 400 && life.Missing; i++) life.Step(mayLose: false);
            Assert.False(life.Missing, $"seed {seed}: {life}");

            var (found, proved) = (life.Form, ~life.Unproved);
            for (var i = 0; i < 100; i++) life.Step(mayLose: true);
            Assert.True(Same(found, life.Form, proved), $"seed {seed}: {found} became {life.Form}");
        }
    }

    [Fact]
    public void TerminalThatReadsTheFirstForm_InARandomLife_NeverSeesAnother()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var life = new Life(seed, readsAll: true);
            for (var i = 0; i < 100; i++)
            {
                life.Step(mayLose: false);
                Assert.Equal(SocketForm.Standard, life.Form);
            }
        }
    }

    /// <summary>Else a command that breaks its terminal would be sent for ever.</summary>
    [Fact]
    public void TerminalThatReadsNothing_InARandomLife_IsTriedInEveryFormForEveryKindOfFrame()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var forms = new SocketForms();
            HashSet<int> tried = [];
            for (var sendings = 0; tried.Count < 4; sendings++)
            {
                Assert.InRange(sendings, 0, 1_000);
                var (kind, photo) = (random.Next(4), random.Next(300, SocketForm.BodyMost));
                for (var i = 0; i < 5; i++, sendings++)
                {
                    var isInline = kind == 2 && photo <= forms.Form.InlineMost;
                    var parts = kind switch
                    {
                        0 => Deletion,
                        1 => Push,
                        2 => Push | FormParts.Photo | (isInline ? FormParts.None : FormParts.Packets),
                        _ => Push | FormParts.Packets,
                    };
                    Fail(forms, parts, isInline ? photo : 0);
                    if (forms.HasTriedAll) tried.Add(kind);
                }
            }
        }
    }

    private static bool Same(SocketForm a, SocketForm b, FormParts proved) =>
        (!proved.HasFlag(FormParts.FollowUp) || a.Direct == b.Direct) && (!proved.HasFlag(FormParts.PushCount) || a.CountAsNumber == b.CountAsNumber)
        && (!proved.HasFlag(FormParts.Packets) || a.PacketsFromZero == b.PacketsFromZero) && (!proved.HasFlag(FormParts.Photo) || a.InlineMost == b.InlineMost)
        && (!proved.HasFlag(FormParts.Drain) || a.Drain == b.Drain);

    /// <summary>A round of one sending. True: the next one has another form.</summary>
    private static bool Fail(SocketForms forms, FormParts parts, int length = 0, int minutes = 0)
    {
        var before = forms.Form;
        forms.Sent(1, parts, length);
        forms.Unanswered();
        forms.RoundLost(T0.AddMinutes(minutes));
        return forms.Form != before;
    }

    private static void Answer(SocketForms forms, FormParts parts, bool succeeded = true, int length = 0)
    {
        forms.Sent(1, parts, length);
        forms.Answered(1, succeeded, T0);
    }

    private static DeviceHabits Kept(DeviceHabits habits, SocketForms forms) =>
        forms.TakeChanges().Aggregate(habits, static (kept, change) => kept.With(change.Key, change.Value));

    /// <summary>One terminal that reads some forms only, its frames one after another, and restarts of the actor in between.</summary>
    private sealed class Life
    {
        private readonly Random _random;
        private readonly bool? _direct;
        private readonly bool? _number;
        private readonly bool? _fromZero;
        private readonly int _inlineMost = SocketForm.BodyMost;
        private readonly bool _drains = true;
        private readonly List<string> _story = [];
        private SocketForms _forms = new();
        private DeviceHabits _habits = DeviceHabits.None;
        private DateTimeOffset _now = T0;
        private long _handOut;
        private bool _follows;
        private bool _smallRead;
        private bool _largeRead;
        private bool _deletionRead;

        public Life(int seed, bool readsAll = false)
        {
            _random = new Random(seed);
            if (readsAll) return;
            bool? Only() => _random.Next(3) switch { 0 => null, 1 => false, _ => true };
            (_direct, _number, _fromZero, _drains) = (Only(), Only(), Only(), _random.Next(2) == 0);
            _inlineMost = _random.Next(3) == 0 ? _random.Next(0, SocketForm.BodyMost) : SocketForm.BodyMost;
        }

        public SocketForm Form => _forms.Form;

        public FormParts Unproved => _forms.Unproved;

        /// <summary>Some kind of frame was never read.</summary>
        public bool Missing => !_smallRead || !_largeRead || !_deletionRead;

        public override string ToString() => $"direct {_direct} number {_number} zero {_fromZero} inline {_inlineMost} drains {_drains}: {string.Join(' ', _story)}";

        public void Step(bool mayLose)
        {
            // A deletion, a push without a photo, one with a photo of some size.
            var (kind, photo) = (_random.Next(3), _random.Next(300, 14_000));
            _handOut++;
            for (var sending = 0; sending < 5; sending++)
            {
                _now += TimeSpan.FromMinutes(1);
                if (_random.Next(20) == 0) _forms = new SocketForms(_habits);
                var follows = sending == 0 && _follows && _forms.Form.Drain;
                _follows = false;
                var isRead = Send(kind, photo, follows) && !(mayLose && _random.Next(3) == 0);
                if (isRead) _forms.Answered(_handOut, succeeded: true, _now);
                else _forms.Unanswered();
                if (!isRead && sending == 4) _forms.RoundLost(_now);
                _habits = Kept(_habits, _forms);
                if (!isRead) continue;
                _follows = true;
                _smallRead |= kind == 1;
                _largeRead |= kind == 2 && photo > SocketForm.BodyMost;
                _deletionRead |= kind == 0;
                return;
            }
        }

        private bool Send(int kind, int photo, bool follows)
        {
            var form = _forms.Form;
            var parts = (follows ? FormParts.Drain : FormParts.FollowUp) | (kind > 0 ? FormParts.PushCount : FormParts.None);
            var isRead = follows ? _drains : _direct is null || _direct == form.Direct;
            if (kind > 0) isRead &= _number is null || _number == form.CountAsNumber;
            var isInline = kind == 2 && photo <= form.InlineMost;
            if (isInline)
            {
                parts |= FormParts.Photo;
                isRead &= photo <= _inlineMost;
            }
            else if (kind == 2)
            {
                parts |= FormParts.Packets | (photo <= SocketForm.BodyMost ? FormParts.Photo : FormParts.None);
                isRead &= _fromZero is null || _fromZero == form.PacketsFromZero;
            }

            _story.Add($"{kind}{(follows ? "f" : "")}{(isRead ? "+" : "-")}");
            _forms.Sent(_handOut, parts & _forms.Unproved, isInline ? photo : 0);
            return isRead;
        }
    }
}
