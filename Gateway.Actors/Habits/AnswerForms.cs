namespace Gateway.Actors.Habits;

/// <summary>
/// Which form of §6 answers a terminal reads (D30): pure, the time comes with what is seen. Nobody tells; so a form is taken for read when a feedback follows it, and for not read
/// when what it carried comes again. Nothing that is proved is ever tried.
/// </summary>
public sealed class AnswerForms
{
    /// <summary>So many different pushes in a row without any feedback, over at least <see cref="SilentFor"/>, and nothing is proved any more.</summary>
    public const int SilentPushesMax = 5;

    /// <summary>A sign changes the form at most once in so many pulls of a kind.</summary>
    public const int PullsPerChange = 2;

    /// <summary>See <see cref="SilentPushesMax"/>.</summary>
    public static readonly TimeSpan SilentFor = TimeSpan.FromHours(24);

    private readonly List<string> _silentPushes = [];
    private readonly int[] _pulls = new int[2];
    private readonly long[] _judged = new long[2];
    private DateTimeOffset _silentSince;
    private DateTimeOffset _since;
    private string _evidence = "";
    private bool _hasChanged;
    private AnswerForm? _lastUpload;
    private AnswerForm? _cameAgain;
    private bool _cameUnderOther;

    /// <summary>What to answer in.</summary>
    public AnswerForm Form { get; private set; }

    /// <summary>The terminal is known to read it.</summary>
    public bool IsProved { get; private set; }

    /// <summary>Something was seen; false: the form is a guess by what the terminal calls itself.</summary>
    public bool IsLearned { get; private set; }

    /// <summary>The learner of a terminal of which that is known; null: nothing is.</summary>
    public static AnswerForms Of(Habit? known)
    {
        var forms = new AnswerForms();
        if (known is null) return forms;
        (forms.Form, forms.IsProved, forms.IsLearned) = (known.Value == Text(AnswerForm.String) ? AnswerForm.String : AnswerForm.Json, known.IsProved, true);
        (forms._since, forms._evidence) = (known.Since, known.Evidence);
        if (known.Memory?.Split('\n') is not [var since, .. var pushes] || !long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var ms)) return forms;
        forms._silentSince = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        forms._silentPushes.AddRange(pushes);
        return forms;
    }

    /// <summary>The word of a form, in habits and in the API.</summary>
    public static string Text(AnswerForm form) => form == AnswerForm.String ? "string" : "json";

    /// <summary>Null: nothing was learned.</summary>
    public Habit? ToHabit() => IsLearned ? new Habit(Text(Form), IsProved, _since, _evidence, Memory()) : null;

    /// <summary>By what the terminal calls itself; says nothing once anything was seen.</summary>
    public void Guess(AnswerForm form)
    {
        if (!IsLearned) Form = form;
    }

    /// <summary>A pull. Without a feedback the last non-empty one of its kind is a sign against the form of its answer; of persons also when that form is proved.</summary>
    /// <param name="isPush">Of persons; false: of deletions.</param>
    /// <param name="last">The number of the last hand-out of that kind; 0: there was none.</param>
    /// <param name="silent">The commands that it gave, if nothing was said of it; null: something was.</param>
    /// <param name="answeredIn">The form in which it went out.</param>
    public void Pulled(bool isPush, long last, IReadOnlyList<string>? silent, AnswerForm answeredIn, DateTimeOffset at)
    {
        var kind = isPush ? 0 : 1;
        _pulls[kind]++;
        if (_judged[kind] == last) return;
        _judged[kind] = last;
        if (silent is null or [] || answeredIn != Form) return;
        if (IsProved && isPush) Count(silent, at);
        if (!IsProved && (!_hasChanged || _pulls[kind] >= PullsPerChange)) Change(isPush ? "persons were pulled and not reported" : "deletions were pulled and not reported", at);
    }

    /// <summary>A feedback inside a hand-out.</summary>
    /// <param name="answeredIn">The form in which that went out.</param>
    /// <param name="isSure">It cannot be a late one for the hand-out before, which may have gone out in the other form (D23).</param>
    public void Reported(AnswerForm answeredIn, bool isSure, DateTimeOffset at)
    {
        _silentPushes.Clear();
        if (isSure) Prove(answeredIn, "a feedback came for a hand-out in this form", at);
    }

    /// <summary>An upload that was answered.</summary>
    /// <param name="stored">New records.</param>
    /// <param name="duplicates">Records that were stored before.</param>
    public void Uploaded(int stored, int duplicates, AnswerForm answeredIn, DateTimeOffset at)
    {
        if (!IsLearned) Form = answeredIn;
        var before = _lastUpload;
        _lastUpload = answeredIn;
        if (stored == 0 && duplicates > 0 && before is { } unread) CameAgain(unread, answeredIn, at);
        else if (stored > 0 && duplicates == 0) CameToRest(at);
    }

    /// <summary>What was answered in one form came again: it was not read there, or the answer was lost.</summary>
    private void CameAgain(AnswerForm unread, AnswerForm answeredIn, DateTimeOffset at)
    {
        if (_cameAgain is { } first && first != answeredIn)
        {
            _cameUnderOther = true;
            return;
        }

        (_cameAgain, _cameUnderOther) = (unread, false);
        var mayChange = !_hasChanged || _pulls.Any(static pulls => pulls >= PullsPerChange);
        if (!IsProved && unread == Form && mayChange) Change("an upload that was answered came again", at);
    }

    /// <summary>New records came, and nothing with them that had come before: the last answer was read, if it is known that the terminal repeats what it cannot read.</summary>
    private void CameToRest(DateTimeOffset at)
    {
        if (_cameAgain is { } unread && _cameUnderOther && !IsProved)
            Prove(Other(unread), "an upload came again after an answer in the other form, and not after one in this", at);
        (_cameAgain, _cameUnderOther) = (null, false);
    }

    private void Count(IReadOnlyList<string> pushes, DateTimeOffset at)
    {
        if (_silentPushes.Count == 0) _silentSince = at;
        foreach (var push in pushes)
            if (_silentPushes.Count < SilentPushesMax && !_silentPushes.Contains(push)) _silentPushes.Add(push);

        if (_silentPushes.Count < SilentPushesMax || at - _silentSince < SilentFor) return;
        _silentPushes.Clear();
        Become(Form, isProved: false, "five different persons in a row over a day were not reported", at);
    }

    private void Change(string why, DateTimeOffset at)
    {
        _hasChanged = true;
        Array.Clear(_pulls);
        Become(Other(Form), isProved: false, why, at);
    }

    private void Prove(AnswerForm form, string why, DateTimeOffset at)
    {
        if (!IsProved || Form != form) Become(form, isProved: true, why, at);
    }

    private void Become(AnswerForm form, bool isProved, string why, DateTimeOffset at) =>
        (Form, IsProved, IsLearned, _since, _evidence) = (form, isProved, true, at, why);

    private string? Memory() => _silentPushes.Count == 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{_silentSince.ToUnixTimeMilliseconds()}\n{string.Join('\n', _silentPushes)}");

    private static AnswerForm Other(AnswerForm form) => form == AnswerForm.Json ? AnswerForm.String : AnswerForm.Json;
}
