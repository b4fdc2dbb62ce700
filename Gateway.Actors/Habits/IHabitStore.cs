namespace Gateway.Actors.Habits;

/// <summary>Where habits are kept, so that every node knows what one has learned, and the edge without asking the terminal's actor.</summary>
public interface IHabitStore
{
    Task<DeviceHabits> ReadAsync(string sn, CancellationToken cancellation);

    /// <summary>Writes one habit over what was there. Does nothing when there is no such device.</summary>
    Task WriteAsync(string sn, string name, Habit habit, CancellationToken cancellation);

    /// <summary>Forgets all.</summary>
    Task ForgetAsync(string sn, CancellationToken cancellation);
}
