using Gateway.Actors.Devices;
using Gateway.Actors.Nodes;
using Gateway.Actors.Sightings;
using Gateway.Actors.Trials;
using Gateway.Edge.Budgets;
using Gateway.Edge.Dialects;
using Gateway.Edge.Uploads;
using Gateway.Storage.Persons;

namespace Gateway.Edge.Tcp;

/// <summary>What the lanes of a node share.</summary>
/// <param name="Sightings">Where refusals are noted for operators; null: nowhere.</param>
/// <param name="Probes">Null but in tests.</param>
/// <param name="Guesses">Null: the guessing of SNs is not paced.</param>
/// <param name="Trials">Null: nothing is certified.</param>
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
    GuessPace? Guesses = null,
    TrialBoard? Trials = null)
{
    /// <summary>By a clock that never steps back.</summary>
    public long Milliseconds => (long)Time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>What a certification has done to the terminal of a connection; null, after one look at a flag, to nearly all.</summary>
    public Trial? TrialOf(TerminalConnection connection) =>
        connection.Terminal.IsCertifying && connection.Terminal.Sn is { } sn ? Trials?.Of(sn) : null;
}
