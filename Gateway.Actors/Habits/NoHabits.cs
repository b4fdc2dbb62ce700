namespace Gateway.Actors.Habits;

/// <summary>Keeps nothing.</summary>
public sealed class NoHabits : IHabitStore
{
    public static readonly NoHabits Instance = new();

    private NoHabits()
    {
    }

    public Task<DeviceHabits> ReadAsync(string sn, CancellationToken cancellation) => Task.FromResult(DeviceHabits.None);

    public Task WriteAsync(string sn, string name, Habit habit, CancellationToken cancellation) => Task.CompletedTask;

    public Task ForgetAsync(string sn, CancellationToken cancellation) => Task.CompletedTask;
}
