using Gateway.Storage.Alarms;
using Gateway.Storage.Attendance;

namespace Gateway.Platform.Alarms;

/// <summary>D35: an alarm at the first entry that the device's key does not read, another when half of a bound is used; what comes above the bound is not answered.</summary>
internal static class QuarantineAlarms
{
    public static IEnumerable<RaisedAlarm> Of(QuarantineUse use)
    {
        var what = !use.IsUnread ? "with records that cannot be read" : use.HasOtherKey ? "that another key than its own reads" : "that its key does not read";
        var used = string.Create(
            CultureInfo.InvariantCulture, $"{use.Used.Entries} uploads {what}, {use.Used.Bytes >> 10} KiB, of {use.Bound.Entries} and {use.Bound.Bytes >> 20} MiB");
        var values = Finding.Of(
            ("what", !use.IsUnread ? "records" : use.HasOtherKey ? "other_key" : "unread"), ("entries", use.Used.Entries), ("kib", use.Used.Bytes >> 10),
            ("entries_most", use.Bound.Entries), ("mib_most", use.Bound.Bytes >> 20));
        if (use is { IsUnread: true, Sn: { } sn })
            yield return new RaisedAlarm(AlarmCodes.QuarantineEntry, sn, $"in quarantine: {used}", sn) { Values = values };
        if (!use.Bound.IsHalf(use.Used)) yield break;
        yield return new RaisedAlarm(AlarmCodes.QuarantineHalf, use.Subject, $"the quarantine fills: {used}; what does not fit is not answered", use.Sn) { Values = values };
    }
}
