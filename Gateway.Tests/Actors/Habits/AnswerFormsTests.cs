using FsCheck.Xunit;
using Gateway.Actors.Habits;
using Xunit;

namespace Gateway.Tests.Actors.Habits;

public sealed class AnswerFormsTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private AnswerForms _forms = AnswerForms.Of(null);
    private long _handOut;

    [Fact]
    public void Guess_BeforeAnythingIsSeen_IsTheForm()
    {
        _forms.Guess(AnswerForm.String);
        Assert.Equal((AnswerForm.String, false, null), (_forms.Form, _forms.IsProved, _forms.ToHabit()));
    }

    [Fact]
    public void Reported_InsideAHandOut_ProvesItsForm()
    {
        _forms.Reported(AnswerForm.String, isSure: true, T0);
        _forms.Guess(AnswerForm.Json);
        Assert.Equal((AnswerForm.String, true), (_forms.Form, _forms.IsProved));
    }

    [Fact]
    public void Reported_ThatMayBeOfTheHandOutBefore_ProvesNothing() // D23
    {
        _forms.Reported(AnswerForm.String, isSure: false, T0);
        Assert.False(_forms.IsProved);
    }

    [Fact]
    public void Pulled_WithoutFeedback_ChangesTheForm_OnceInTwoPulls()
    {
        var seen = new List<AnswerForm>();
        for (var i = 0; i < 7; i++) seen.Add(Pull(T0));
        Assert.Equal(
            [AnswerForm.Json, AnswerForm.String, AnswerForm.String, AnswerForm.Json, AnswerForm.Json, AnswerForm.String, AnswerForm.String], seen);
    }

    [Fact]
    public void Pulled_EmptyOnes_JudgeAHandOutOnce()
    {
        Pull(T0);
        _forms.Pulled(isPush: true, _handOut, ["a"], _forms.Form, T0);
        for (var i = 0; i < 9; i++) _forms.Pulled(isPush: true, _handOut, ["a"], AnswerForm.Json, T0);
        Assert.Equal(AnswerForm.String, _forms.Form);
    }

    [Fact]
    public void Proved_FiveDifferentPushesOverADayWithoutFeedback_IsProvedNoMore()
    {
        _forms.Reported(AnswerForm.Json, isSure: true, T0);
        for (var hour = 0; hour < 23; hour++) Pull(T0.AddHours(hour), id: "same");
        for (var i = 0; i < 9; i++) Pull(T0.AddHours(23), id: "other" + i);
        Assert.True(_forms.IsProved);
        _forms = AnswerForms.Of(_forms.ToHabit()); // a restart forgets nothing of it
        Pull(T0.AddHours(25), id: "last");
        Assert.False(_forms.IsProved);
    }

    [Fact]
    public void Proved_DeletionsWithoutFeedback_SayNothing() // known clients report none
    {
        _forms.Reported(AnswerForm.Json, isSure: true, T0);
        for (var day = 0; day < 30; day++) Pull(T0.AddDays(day), isPush: false, id: "d" + day);
        Assert.True(_forms.IsProved);
    }

    [Fact]
    public void Uploaded_CameAgainUnderOneAndToRestUnderTheOther_ProvesTheOther()
    {
        _forms.Uploaded(3, 0, AnswerForm.Json, T0);
        _forms.Uploaded(0, 3, AnswerForm.Json, T0); // told after it was answered
        Assert.Equal((AnswerForm.String, false), (_forms.Form, _forms.IsProved));
        _forms.Uploaded(0, 3, AnswerForm.String, T0);
        Assert.False(_forms.IsProved);
        _forms.Uploaded(2, 0, AnswerForm.String, T0);
        Assert.Equal((AnswerForm.String, true), (_forms.Form, _forms.IsProved));
    }

    [Fact]
    public void Uploaded_OnceAgain_AndDeletedOnAnyAnswer_ProvesNothing()
    {
        _forms.Uploaded(3, 0, AnswerForm.Json, T0); // this answer was lost
        _forms.Uploaded(0, 3, AnswerForm.Json, T0);
        for (var i = 0; i < 5; i++) _forms.Uploaded(2, 0, AnswerForm.String, T0);
        Assert.False(_forms.IsProved);
    }

    /// <summary>Whatever a terminal that reads one form, and reports what it reads, pulls and loses: what is proved is what it reads, and it is found again and again.</summary>
    [Property(MaxTest = 300)]
    public void AnyTerminal_ReportsWhatItReads_IsFound(bool readsString, bool guess, byte[] lots)
    {
        (_forms, _handOut, _silent) = (AnswerForms.Of(null), 0, true);
        _last.Clear();
        _forms.Guess(guess ? AnswerForm.String : AnswerForm.Json);
        var reads = readsString ? AnswerForm.String : AnswerForm.Json;
        foreach (var lot in lots) Once(isPush: lot % 2 == 0, isLost: lot % 5 == 0);
        for (var i = 0; i < 2 * AnswerForms.PullsPerChange + 1; i++) Once(isPush: true, isLost: false);
        Assert.Equal((reads, true), (_forms.Form, _forms.IsProved));

        void Once(bool isPush, bool isLost)
        {
            var form = Pull(T0, isPush);
            if (form != reads || isLost) return;
            _forms.Reported(form, isSure: true, T0);
            _silent = false;
            Assert.True(_forms.IsProved && _forms.Form == reads);
        }
    }

    private readonly Dictionary<bool, (long Number, string Id, AnswerForm Form)> _last = [];
    private bool _silent = true;

    /// <summary>A pull that is given one command; the form that it is answered in.</summary>
    private AnswerForm Pull(DateTimeOffset at, bool isPush = true, string? id = null)
    {
        var last = _last.GetValueOrDefault(isPush);
        _forms.Pulled(isPush, last.Number, _silent && last.Number > 0 ? [last.Id] : null, last.Form, at);
        _silent = true;
        _last[isPush] = (++_handOut, id ?? "c" + _handOut, _forms.Form);
        return _forms.Form;
    }
}
