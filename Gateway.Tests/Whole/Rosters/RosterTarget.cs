using Gateway.Simulator.Terminals;

namespace Gateway.Tests.Whole.Rosters;

/// <summary>The gateway under a load of rosters.</summary>
/// <param name="Entrance">Where terminals connect.</param>
/// <param name="Api">Where the next request of the platform goes.</param>
internal sealed record RosterTarget(IEntrance Entrance, Func<Uri> Api, string ApiKey)
{
    /// <summary>Runs SQL on its database: the first column of the first row, else how many rows it changed.</summary>
    public required Func<string, Task<long>> Sql { get; init; }

    public required bool IsPostgres { get; init; }

    /// <summary>Kills one of several nodes and starts it again; null: there is but one.</summary>
    public Func<Task>? Strike { get; init; }
}
