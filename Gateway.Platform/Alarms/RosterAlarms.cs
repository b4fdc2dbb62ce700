using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Storage.Alarms;
using Gateway.Storage.Feed;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Alarms;

/// <summary>
/// What attendance says of rosters, on managed sites only: terminals that seem to have lost their persons, and persons whom no roster has. It follows the feed, so behind the
/// commit of the records and never in its way.
/// </summary>
internal sealed class RosterAlarms(RosterFacts facts, FeedStore feed, TimeProvider time)
{
    /// <summary>Items that are read at once, and at most so often in one look: the rest is for the next.</summary>
    private const int PageLength = 1000;

    private const int PagesMax = 50;

    /// <summary>With more items behind than this the look begins near the end again: what came long ago is no alarm any more.</summary>
    private const long BehindMax = 500_000;

    /// <summary>Terminals that are remembered.</summary>
    private const int TerminalsMax = 5_000;

    private readonly Dictionary<string, Strangers> _strangers = new(StringComparer.Ordinal);
    private IReadOnlyList<RaisedAlarm> _silent = [];
    private DateTimeOffset _silentAt;
    private long? _position;

    private sealed record Strangers(string Site, int Records, string UserId, DateTimeOffset Last);

    /// <summary>What is wrong now. Asked by one loop.</summary>
    public async Task<IEnumerable<RaisedAlarm>> LookAsync(CancellationToken stop)
    {
        if (!await facts.AnyManagedAsync(stop))
        {
            _position = null;
            return [];
        }

        await FollowAsync(stop);
        var now = time.GetUtcNow();
        foreach (var sn in _strangers.Where(seen => now - seen.Value.Last > AlarmRules.StrangersFor).Select(static seen => seen.Key).ToList()) _strangers.Remove(sn);
        if (now - _silentAt >= AlarmRules.QuietLookEvery)
        {
            _silentAt = now; // Also should it fail: it is asked for again when it is due.
            _silent = [.. (await facts.SilentAsync(AlarmRules.AttendanceQuietFor, AlarmRules.AttendanceLeast, stop)).Select(static silent => Silent(silent.Sn))];
        }

        return [.. _silent, .. _strangers.OrderByDescending(static seen => seen.Value.Last).Take(AlarmRules.KindMax).Select(static seen => Of(seen.Key, seen.Value))];
    }

    /// <summary>A terminal that refuses deletions of persons whom it was given.</summary>
    public static RaisedAlarm Refuses(string sn) => Suspect(sn, "refuses", "it says that it does not know persons whom it was given");

    private static RaisedAlarm Silent(string sn) =>
        Suspect(sn, "quiet", "it has had no attendance for two hours, though it had at that time of yesterday and its neighbours go on");

    private static RaisedAlarm Suspect(string sn, string sign, string text) => new(
        AlarmCodes.RosterSuspect, sn, $"{text}: it may have been reset; POST /api/v1/devices/{Uri.EscapeDataString(sn)}/roster/resync gives it its persons again", sn)
    {
        Values = Finding.Of(("sign", sign)),
    };

    private static RaisedAlarm Of(string sn, Strangers seen)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{seen.Records} records came of persons whom the roster of {seen.Site} does not have, ")
            + string.Create(CultureInfo.InvariantCulture, $"the last of {UserIdMask.Of(seen.UserId)} at {seen.Last.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        return new RaisedAlarm(AlarmCodes.UnknownPerson, sn, text, sn)
        {
            Values = Finding.Of(("records", seen.Records), ("site", seen.Site), ("user", UserIdMask.Of(seen.UserId)), ("last", seen.Last)),
        };
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        for (var pages = 0; pages < PagesMax; pages++)
        {
            if (_position is null)
            {
                _position = await feed.HeadAsync(stop);
                return;
            }

            var slice = await feed.ReadAsync(_position.Value, [FeedKind.Attendance], PageLength, stop);
            await NoteAsync(slice.Items, stop);
            var head = slice.State.Head;
            if (_position > head || head - _position > BehindMax) _position = null; // The database has gone back; or there is too much.
            else _position = slice.Items.Count < PageLength ? head : slice.Items[^1].Seq;
            if (_position == head) return;
        }
    }

    private async Task NoteAsync(IReadOnlyList<FeedItem> items, CancellationToken stop)
    {
        var seen = new Dictionary<(string, string), (int Records, DateTimeOffset Last)>();
        foreach (var item in items)
        {
            if (UserOf(item) is not { } user) continue;
            var (records, last) = seen.GetValueOrDefault((item.Sn, user));
            seen[(item.Sn, user)] = (records + 1, item.At > last ? item.At : last);
        }

        if (seen.Count == 0) return;
        foreach (var (sn, site, user) in await facts.StrangersAsync(seen.Keys, stop))
        {
            var (records, last) = seen[(sn, user)];
            if (!_strangers.TryGetValue(sn, out var known) && _strangers.Count >= TerminalsMax) continue;
            _strangers[sn] = new Strangers(site, records + (known?.Records ?? 0), user, last);
        }
    }

    /// <summary>Of a record that came about when it was made, by a clock that can be believed; else null.</summary>
    private static string? UserOf(FeedItem item)
    {
        using var data = JsonDocument.Parse(item.DataJson);
        var record = data.RootElement;
        if (record.TryGetProperty("clock_suspect", out _)) return null;
        return item.At - record.GetProperty("recog_time").GetDateTimeOffset() <= AlarmRules.StrangersWithin ? record.GetProperty("user_id").GetString() : null;
    }
}
