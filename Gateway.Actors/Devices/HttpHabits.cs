using Gateway.Actors.Commands;
using Gateway.Actors.Habits;

namespace Gateway.Actors.Devices;

/// <summary>What is known of how a terminal speaks over HTTPS, in the words of the table of habits (D30–D33).</summary>
internal static class HttpHabits
{
    private const string Unknown = "unknown";

    /// <summary>Those that are not as they are stored.</summary>
    public static IEnumerable<KeyValuePair<string, Habit>> Changed(AnswerForms forms, CommandQueue queue, DeviceHabits stored, DateTimeOffset at)
    {
        if (forms.ToHabit() is { } answer && answer != stored.Of(HabitNames.Answer)) yield return KeyValuePair.Create(HabitNames.Answer, answer);
        var habits = queue.Habits;
        (string Name, (string Value, string Evidence)? Now)[] all =
        [
            (HabitNames.Feedback, Feedback(queue)),
            (HabitNames.DeletionWords, habits.IsSwapped switch
            {
                true => ("swapped", "three deletions in a row whose words said that 1 is a success or 0 a failure"),
                false => ("plain", "three deletions in a row whose words said what the number says"),
                null => null,
            }),
            (HabitNames.Deletions, habits.DeletionsUnreported ? ("unreported", "three deletions in a row ended unreported, and none was ever reported") : null),
        ];
        foreach (var (name, now) in all)
        {
            var known = stored.Of(name);
            if (now is var (value, evidence))
            {
                if (known is not { IsProved: true } || known.Value != value) yield return KeyValuePair.Create(name, new Habit(value, true, at, evidence));
            }
            else if (known is { IsProved: true })
            {
                // A guess, by the terminal's model, stands until something is seen.
                yield return KeyValuePair.Create(name, new Habit(Unknown, false, at, "what was learned before was contradicted"));
            }
        }
    }

    private static (string Value, string Evidence)? Feedback(CommandQueue queue)
    {
        if (queue.ReportsLate) return ("late", "a hand-out after one that was not reported in full had more feedbacks than persons");
        var (habits, kind) = (queue.Habits, "persons");
        if (habits.Pushes.Habit == FeedbackHabit.Unknown) (habits, kind) = (habits with { Pushes = habits.Deletions }, "deletions");
        return habits.Pushes.Habit switch
        {
            FeedbackHabit.PerPull => ("per_pull", $"three hand-outs of several {kind} in a row, each closed by exactly one success and followed by the next pull"),
            FeedbackHabit.PerPerson => ("per_person", $"three hand-outs of several {kind} in a row, each with as many feedbacks as it had members"),
            _ => null,
        };
    }
}
