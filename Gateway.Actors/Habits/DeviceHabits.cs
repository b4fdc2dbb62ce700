namespace Gateway.Actors.Habits;

/// <summary>All that was learned of one terminal, by <see cref="HabitNames"/>. Never changes; equal when all habits are.</summary>
public sealed class DeviceHabits : IEquatable<DeviceHabits>
{
    /// <summary>Of a terminal that is not known yet.</summary>
    public static readonly DeviceHabits None = new([]);

    private readonly SortedList<string, Habit> _habits;

    private DeviceHabits(SortedList<string, Habit> habits) => _habits = habits;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyDictionary<string, Habit> All => _habits;

    public static DeviceHabits Of(IEnumerable<KeyValuePair<string, Habit>> habits)
    {
        var sorted = new SortedList<string, Habit>(StringComparer.Ordinal);
        foreach (var (name, habit) in habits) sorted.Add(name, habit);
        return sorted.Count == 0 ? None : new DeviceHabits(sorted);
    }

    /// <summary>Null: nothing was learned of it.</summary>
    public Habit? Of(string name) => _habits.GetValueOrDefault(name);

    public DeviceHabits With(string name, Habit habit) => new(new SortedList<string, Habit>(_habits, StringComparer.Ordinal) { [name] = habit });

    public bool Equals(DeviceHabits? other) => other is not null && (ReferenceEquals(this, other) || _habits.SequenceEqual(other._habits));

    public override bool Equals(object? obj) => Equals(obj as DeviceHabits);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var habit in _habits) hash.Add(habit);
        return hash.ToHashCode();
    }
}
