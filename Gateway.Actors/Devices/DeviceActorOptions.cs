using Akka.Actor;
using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;

namespace Gateway.Actors.Devices;

/// <summary>What every DeviceActor of a node shares.</summary>
/// <param name="PresenceWriter">Gets <see cref="Presence.PresenceUpdate"/> and <see cref="Presence.DeviceEvent"/>, fire and forget; on the same node.</param>
/// <param name="Time">For times that come with no message.</param>
public sealed record DeviceActorOptions(IActorRef PresenceWriter, TimeProvider Time)
{
    /// <summary>
    /// The lowest sequence number of a persistence id's events that are not projected, <see cref="long.MaxValue"/> when all are: events behind a snapshot are deleted only below
    /// it. Called seldom. Default: the first, so that nothing is deleted.
    /// </summary>
    public Func<string, Task<long>> GetUnprojected { get; init; } = static _ => Task.FromResult(1L);

    /// <summary>
    /// False: this SN certainly has nothing in the journal, so its actor starts without a recovery (a recovery costs milliseconds, and most terminals never had a command). Must be
    /// true
    /// when in doubt. Default: always true.
    /// </summary>
    public Func<string, bool> HasHistory { get; init; } = static _ => true;

    /// <summary>
    /// What an earlier incarnation, on whatever node, knew of a terminal's clock (D37). Asked only for heartbeats that are not fresh while no session is current, and this
    /// incarnation knows nothing itself. Default: nothing.
    /// </summary>
    public Func<string, Task<ClockHabit>> GetClockHabit { get; init; } = static _ => Task.FromResult(ClockHabit.Unknown);

    /// <summary>What was learned of terminals. Default: nothing is kept.</summary>
    public IHabitStore Habits { get; init; } = NoHabits.Instance;

    /// <summary>Gets what operators should see; null: nobody looks.</summary>
    public TerminalSightings? Sightings { get; init; }

    /// <summary>A session of which nothing was heard for so long has ended, and the word of it was lost (D21); longer than its node gives it.</summary>
    public TimeSpan SessionSilence { get; init; } = TimeSpan.FromSeconds(190);

    /// <summary>Called after events were committed to the journal, for whoever projects them. Called often: must be cheap.</summary>
    public Action Committed { get; init; } = static () => { };

    /// <summary>Called before an SN's events are written, for whoever answers <see cref="HasHistory"/>. Called often: must be cheap.</summary>
    public Action<string> HistoryBegins { get; init; } = static _ => { };
}
