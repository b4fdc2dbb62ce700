using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Storage.Alarms;

namespace Gateway.Platform.Alarms;

/// <summary>Alarms from what this node saw of terminals beside their sessions.</summary>
internal static class SightingAlarms
{
    /// <summary>How a connection ends that another one of its SN has taken over.</summary>
    private static readonly string Replaced = CloseReasonText.Of(CloseReason.Replaced);

    public static IEnumerable<RaisedAlarm> Of(TerminalSightings sightings, DateTimeOffset now)
    {
        foreach (var wrong in sightings.Since(SightingKind.WrongKey, now - AlarmRules.WrongKeyFor, AlarmRules.KindMax).Where(static seen => seen.Count >= AlarmRules.WrongKeyTimes))
        {
            yield return new RaisedAlarm(AlarmCodes.WrongKey, wrong.Sn, $"bodies from {wrong.Remote} do not decrypt with this device's key", wrong.Sn)
            {
                Values = Finding.Of(("remote", wrong.Remote)),
            };
        }

        foreach (var silent in sightings.Since(SightingKind.Unreported, now - AlarmRules.UnreportedFor, AlarmRules.KindMax))
        {
            var text = $"commands ({silent.Detail} the last) were sent again and again and never reported: the terminal may have done them";
            yield return new RaisedAlarm(AlarmCodes.Unreported, silent.Sn, text, silent.Sn) { Values = Finding.Of(("type", silent.Detail)) };
        }

        foreach (var reset in sightings.Since(SightingKind.UnknownPerson, now - AlarmRules.UnknownPersonFor, AlarmRules.KindMax))
            if (reset.Count >= AlarmRules.UnknownPersonTimes) yield return RosterAlarms.Refuses(reset.Sn);

        foreach (var ends in sightings.Since(SightingKind.Closed, now - Sighting.Recent, AlarmRules.KindMax).Where(seen => seen.IsFlapping(now)))
        {
            // The DeviceActor itself tells the platform of the conflict. // D20
            yield return ends.Detail == Replaced
                ? new RaisedAlarm(AlarmCodes.SnConflict, ends.Sn, $"connections take each other's session over, the last one from {ends.Remote}")
                {
                    Values = Finding.Of(("remote", ends.Remote)),
                }
                : new RaisedAlarm(AlarmCodes.Flapping, ends.Sn, $"its connection keeps ending, the last time by {ends.Detail}", ends.Sn)
                {
                    Values = Finding.Of(("reason", ends.Detail)),
                };
        }
    }
}
