using Gateway.Actors.Habits;

namespace Gateway.Tests.Actors.Habits;

/// <summary>A table of habits of one device, in memory, that can fail.</summary>
internal sealed class FakeHabits : IHabitStore
{
    private volatile DeviceHabits _habits = DeviceHabits.None;

    public bool Fails { get; set; }

    public DeviceHabits Kept => _habits;

    public int Writes { get; private set; }

    public Task<DeviceHabits> ReadAsync(string sn, CancellationToken cancellation) => Fails ? Failed<DeviceHabits>() : Task.FromResult(_habits);

    public Task WriteAsync(string sn, string name, Habit habit, CancellationToken cancellation)
    {
        Writes++;
        if (Fails) return Failed<bool>();
        _habits = _habits.With(name, habit);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string sn, CancellationToken cancellation)
    {
        _habits = DeviceHabits.None;
        return Task.CompletedTask;
    }

    private static Task<T> Failed<T>() => Task.FromException<T>(new InvalidOperationException("no database"));
}
