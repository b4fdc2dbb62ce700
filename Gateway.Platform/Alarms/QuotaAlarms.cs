using Gateway.Storage.Alarms;
using Gateway.Storage.Registrations;

namespace Gateway.Platform.Alarms;

/// <summary>Terminals and addresses that have used most of the registrations that they may send today: what comes above is refused.</summary>
internal static class QuotaAlarms
{
    /// <summary>So many fourths of a quota are most of it.</summary>
    private const int Fourths = 3;

    public static IEnumerable<RaisedAlarm> Of(RegistrationUse use)
    {
        var (used, bound) = (use.Used, use.Bound);
        if (used.Registrations * 4 < bound.Registrations * Fourths && used.Bytes * 4 < bound.Bytes * Fourths) yield break;
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{used.Registrations} registrations, {used.Bytes >> 20} MiB, came today of at most {bound.Registrations} and {bound.Bytes >> 20} MiB; what comes above is refused");
        yield return new RaisedAlarm(AlarmCodes.RegistrationQuota, use.Subject, detail, use.Sn)
        {
            Values = Finding.Of(
                ("registrations", used.Registrations), ("mib", used.Bytes >> 20), ("registrations_most", bound.Registrations), ("mib_most", bound.Bytes >> 20)),
        };
    }
}
