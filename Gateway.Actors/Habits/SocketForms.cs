namespace Gateway.Actors.Habits;

/// <summary>
/// Finds out in which form a terminal on the socket reads command frames (0102). Observations go in: what was sent, that it had no result, that it had one. Out come the form of
/// the next frame and the habits to be kept. What was answered once is proved and stays; of the rest one part is changed at a time, when a round is lost (D15) after three sendings
/// in a row that it matters for and that had no result. Pure: the time comes with the observation.
/// </summary>
internal sealed class SocketForms
{
    /// <summary>Sendings in a row without a result, at least, before anything is changed.</summary>
    public const int UnansweredMax = 3;

    /// <summary>So many commands in a row that ended unreported in packets, of a terminal that reads pushes of one packet, and none is sent so any more.</summary>
    public const int UnreadPacketsMax = 3;

    private const string InlineOnly = "inline-only";

    /// <summary>The parts that are changed, the likeliest first. Draining is found out by itself: what is not read so is read after the next heartbeat.</summary>
    private static readonly FormParts[] Parts = [FormParts.FollowUp, FormParts.PushCount, FormParts.Packets, FormParts.Photo];

    /// <summary>Bodies with photos are made smaller by these steps.</summary>
    private static readonly int[] InlineSteps = [8192, 4096, 2048, 0];

    private readonly Dictionary<string, Habit> _changes = new(StringComparer.Ordinal);
    private readonly byte[] _tries = new byte[1 << 4]; // By the form's places: how often three sendings in it had no result.
    private readonly List<FormParts> _lastChanged = [];
    private FormParts _proved;
    private int _inlineAnswered;
    private int _unanswered;
    private int _drainStrikes;
    private bool _drainedUnanswered;
    private int _packetsUnread;
    private FormParts _lastUnanswered;
    private (FormParts Parts, int Length) _changeable;
    private (long HandOut, FormParts Parts, int Length)? _sent;

    public SocketForms()
    {
    }

    /// <summary>Goes on from what is known.</summary>
    public SocketForms(DeviceHabits habits)
    {
        bool Is(string name, FormParts part, string other)
        {
            if (habits.Of(name) is not { } habit) return false;
            if (habit.IsProved) _proved |= part;
            return habit.Value == other;
        }

        Form = new SocketForm(
            Is(HabitNames.FollowUp, FormParts.FollowUp, "direct"), !Is(HabitNames.Drain, FormParts.Drain, "off"), Is(HabitNames.Packets, FormParts.Packets, "0"),
            Is(HabitNames.PushCount, FormParts.PushCount, "number"), InlineMostOf(habits.Of(HabitNames.Photo)),
            habits.Of(HabitNames.Photo) is { Value: InlineOnly, IsProved: true }); // By a guess nobody is refused.
        if (habits.Of(HabitNames.Photo) is { IsProved: true }) _proved |= FormParts.Photo;
        Remember(habits);
    }

    /// <summary>The form of the next frame.</summary>
    public SocketForm Form { get; private set; } = SocketForm.Standard;

    /// <summary>What no result has shown yet: the lane says of each frame which of these matter for it.</summary>
    public FormParts Unproved => FormParts.All & ~_proved;

    /// <summary>Whether the last frame without a result went in every form that could matter for it: until then nothing that failed is the terminal's fault.</summary>
    public bool HasTriedAll { get; private set; } = true;

    /// <summary>A frame went out.</summary>
    /// <param name="parts">Unproved parts that matter for it and that the dialect does not fix.</param>
    /// <param name="length">Bytes of its body, if a photo stands in it; else 0.</param>
    public void Sent(long handOut, FormParts parts, int length) => _sent = (handOut, parts & Unproved, length);

    /// <summary>The last frame had no result in time, or the terminal ended its connection.</summary>
    public void Unanswered()
    {
        if (_sent is not { } sent) return;
        _sent = null;
        if (sent.Parts.HasFlag(FormParts.Drain))
        {
            _drainedUnanswered = true;
            return;
        }

        var parts = _lastUnanswered = sent.Parts;
        if (sent.Length > 0 && sent.Length <= _inlineAnswered) parts &= ~FormParts.Photo; // One as large was read.
        _changeable = (parts, sent.Length);
        if (parts != FormParts.None && ++_unanswered == UnansweredMax) Tried(Place());
        HasTriedAll = parts == FormParts.None || PlacesOf(parts).All(place => _tries[place] > 0);
    }

    /// <summary>
    /// The frame has lost its round (D15): what its persons go in next may have another form. Within a round it is the very same frame, and what is still to come of it cannot be
    /// taken for the next one's result: the connection ends with the round.
    /// </summary>
    public void RoundLost(DateTimeOffset at)
    {
        if (_unanswered < UnansweredMax) return;
        _unanswered = 0;
        Change(_changeable.Parts, _changeable.Length, at);
    }

    /// <summary>A frame had a result: it was read. Only its success shows that all in it was understood.</summary>
    public void Answered(long handOut, bool succeeded, DateTimeOffset at)
    {
        if (_sent is not { } sent || sent.HandOut != handOut) return;
        _sent = null;
        (_unanswered, HasTriedAll) = (0, true);
        var shown = sent.Parts & (succeeded ? FormParts.All : FormParts.FollowUp | FormParts.Drain);
        if (sent.Length > 0 && sent.Length < InlineSteps[0]) shown &= ~FormParts.Photo; // Larger ones may still be too large.
        if (succeeded && sent.Length > _inlineAnswered) NoteInline(sent.Length, at);
        NoteDrain(sent.Parts, at);
        foreach (var part in Parts.Append(FormParts.Drain))
            if (shown.HasFlag(part)) Prove(part, at, $"hand-out {handOut} was answered");
    }

    /// <summary>A command ended unreported (D15) that was alone in the last frame without a result: in every form that could matter.</summary>
    public void Unreported(DateTimeOffset at)
    {
        if (!_lastUnanswered.HasFlag(FormParts.Packets) || !_proved.HasFlag(FormParts.PushCount) || ++_packetsUnread < UnreadPacketsMax) return;
        Form = Form with { InlineOnly = true };
        Prove(FormParts.Photo, at, $"{UnreadPacketsMax} persons in a row whose photo followed in packets were never reported, and others were");
    }

    /// <summary>Habits that have changed since they were taken last.</summary>
    public IReadOnlyList<KeyValuePair<string, Habit>> TakeChanges()
    {
        if (_changes.Count == 0) return [];
        var memory = Memory();
        KeyValuePair<string, Habit>[] changes = [.. _changes.Select(change => KeyValuePair.Create(change.Key, change.Value with { Memory = memory }))];
        _changes.Clear();
        return changes;
    }

    private void NoteInline(int length, DateTimeOffset at)
    {
        _inlineAnswered = length;
        if (!_proved.HasFlag(FormParts.Photo)) Keep(FormParts.Photo, isProved: false, at, $"a frame of {length} bytes with a photo in it was answered");
    }

    /// <summary>What is read only after the next heartbeat, three times in a row, is not sent at once any more. That costs time only.</summary>
    private void NoteDrain(FormParts parts, DateTimeOffset at)
    {
        if (_proved.HasFlag(FormParts.Drain)) return;
        if (parts.HasFlag(FormParts.Drain))
        {
            (_drainStrikes, _drainedUnanswered) = (0, false);
        }
        else if (_drainedUnanswered)
        {
            _drainedUnanswered = false;
            if (++_drainStrikes < UnansweredMax) return;
            Form = Form with { Drain = false };
            Prove(FormParts.Drain, at, $"{UnansweredMax} frames that followed a result were answered only after the next heartbeat");
        }
    }

    private void Change(FormParts parts, int length, DateTimeOffset at)
    {
        var here = Place();
        var next = Parts.Where(part => parts.HasFlag(part)).MinBy(part => (_tries[here ^ (int)part], _lastChanged.IndexOf(part)));
        _lastChanged.Remove(next);
        _lastChanged.Add(next);
        Form = next switch
        {
            FormParts.FollowUp => Form with { Direct = !Form.Direct },
            FormParts.PushCount => Form with { CountAsNumber = !Form.CountAsNumber },
            FormParts.Packets => Form with { PacketsFromZero = !Form.PacketsFromZero },
            _ => Form with { InlineMost = length > 0 ? Math.Max(_inlineAnswered, InlineSteps.First(step => step < length)) : SocketForm.BodyMost },
        };
        Keep(next, isProved: false, at, $"a frame was sent {UnansweredMax} times and more without a result before");
    }

    private void Prove(FormParts part, DateTimeOffset at, string evidence)
    {
        _proved |= part;
        Keep(part, isProved: true, at, evidence);
    }

    private void Keep(FormParts part, bool isProved, DateTimeOffset at, string evidence)
    {
        var (name, value) = part switch
        {
            FormParts.FollowUp => (HabitNames.FollowUp, Form.Direct ? "direct" : "announce"),
            FormParts.PushCount => (HabitNames.PushCount, Form.CountAsNumber ? "number" : "text"),
            FormParts.Packets => (HabitNames.Packets, Form.PacketsFromZero ? "0" : "1"),
            FormParts.Photo => (HabitNames.Photo, Form.InlineOnly ? InlineOnly : Form.InlineMost < SocketForm.BodyMost ? $"{PacketsOver}{Form.InlineMost}" : "packets"),
            _ => (HabitNames.Drain, Form.Drain ? "on" : "off"),
        };
        _changes[name] = new Habit(value, isProved, at, evidence);
    }

    // ---- the forms as places, each a bit -----------------------------------------------------------------------------------------------------------

    private int Place() => (Form.Direct ? (int)FormParts.FollowUp : 0) | (Form.CountAsNumber ? (int)FormParts.PushCount : 0)
        | (Form.PacketsFromZero ? (int)FormParts.Packets : 0) | (Form.InlineMost < SocketForm.BodyMost ? (int)FormParts.Photo : 0);

    /// <summary>All places that differ from here in nothing but these parts.</summary>
    private IEnumerable<int> PlacesOf(FormParts parts)
    {
        var (here, mask) = (Place(), (int)parts);
        for (var bits = mask; ; bits = (bits - 1) & mask)
        {
            yield return here ^ bits;
            if (bits == 0) yield break;
        }
    }

    private void Tried(int place)
    {
        if (++_tries[place] == byte.MaxValue) Array.Clear(_tries);
    }

    // ---- what is remembered over a restart ---------------------------------------------------------------------------------------------------------

    private const string PacketsOver = "packets-over-";

    private static int InlineMostOf(Habit? photo) =>
        photo is { } habit && habit.Value.StartsWith(PacketsOver, StringComparison.Ordinal)
        && int.TryParse(habit.Value.AsSpan(PacketsOver.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? Math.Min(most, SocketForm.BodyMost)
            : SocketForm.BodyMost;

    private string Memory() => string.Create(
        CultureInfo.InvariantCulture, $"{Convert.ToHexString(_tries)};{_inlineAnswered};{_packetsUnread};{string.Join(',', _lastChanged.Select(static part => (int)part))}");

    /// <summary>Every row has it as it was when that row was written: the latest counts.</summary>
    private void Remember(DeviceHabits habits)
    {
        string[] rows = [HabitNames.FollowUp, HabitNames.PushCount, HabitNames.Packets, HabitNames.Photo, HabitNames.Drain];
        var latest = rows.Select(habits.Of).Where(habit => habit?.Memory is not null).MaxBy(habit => habit!.Since);
        if (latest?.Memory!.Split(';') is not [{ Length: 32 } tries, var answered, var unread, var changed]) return;
        int.TryParse(answered, NumberStyles.None, CultureInfo.InvariantCulture, out _inlineAnswered);
        int.TryParse(unread, NumberStyles.None, CultureInfo.InvariantCulture, out _packetsUnread);
        Convert.FromHexString(tries, _tries, out _, out _);
        _lastChanged.AddRange(Parts.Where(part => changed.Split(',').Contains(Number(part))).OrderBy(part => changed.IndexOf(Number(part), StringComparison.Ordinal)));
    }

    private static string Number(FormParts part) => ((int)part).ToString(CultureInfo.InvariantCulture);
}
