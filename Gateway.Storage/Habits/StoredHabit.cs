using Gateway.Actors.Habits;
using LinqToDB.Mapping;

namespace Gateway.Storage.Habits;

/// <summary>A row of <c>device_habits</c>. Times are Unix milliseconds, UTC.</summary>
[Table("device_habits")]
internal sealed class StoredHabit
{
    [Column("sn"), PrimaryKey(0), NotNull]
    public string Sn { get; set; } = "";

    [Column("habit"), PrimaryKey(1), NotNull]
    public string Name { get; set; } = "";

    [Column("value"), NotNull]
    public string Value { get; set; } = "";

    [Column("proved")]
    public bool Proved { get; set; }

    [Column("since")]
    public long Since { get; set; }

    [Column("evidence"), NotNull]
    public string Evidence { get; set; } = "";

    [Column("memory")]
    public string? Memory { get; set; }

    public Habit ToHabit() => new(Value, Proved, DateTimeOffset.FromUnixTimeMilliseconds(Since), Evidence, Memory);
}
