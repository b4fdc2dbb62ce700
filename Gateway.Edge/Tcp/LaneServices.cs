using Gateway.Actors.Devices;
using Gateway.Actors.Nodes;
using Gateway.Actors.Sightings;
using Gateway.Edge.Budgets;
using Gateway.Edge.Dialects;
using Gateway.Edge.Uploads;
using Gateway.Storage.Commands;

namespace Gateway.Edge.Tcp;

/// <summary>What the lanes of a node share.</summary>
/// <param name="Sightings">Where refusals are noted for operators; null: nowhere.</param>
/// <param name="Probes">Null but in tests.</param>
/// <param name="Guesses">Null: the guessing of SNs is not paced.</param>
internal sealed record LaneServices(
    TcpOptions Options,
    NodeIdentity Node,
    DeviceRegion Region,
    DialectTable Dialects,
    UploadIntake Uploads,
    PersonStore Persons,
    HandOutBudget HandOuts,
    UnprovedBudget Unproved,
    LaneTraffic Traffic,
    TimeProvider Time,
    ILogger<LaneActor> Log,
    TerminalSightings? Sightings = null,
    LaneProbes? Probes = null,
    GuessPace? Guesses = null)
{
    /// <summary>By a clock that never steps back.</summary>
    public long Milliseconds => (long)Time.GetElapsedTime(0).TotalMilliseconds;
}
