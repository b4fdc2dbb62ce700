using Gateway.Actors.Time;
using Gateway.Platform.Alarms;
using Gateway.Platform.Sites;
using Gateway.Storage.Board;
using Gateway.Storage.Counts;
using Gateway.Storage.Sites;

namespace Gateway.WebConsole.Verdicts;

/// <summary>Gathers what the sentence about a site is made from.</summary>
internal sealed class SiteEvidenceReader(BoardReader board, SiteStore sites, ClockInReader clockIns, GatewayZone zone, TimeProvider time)
{
    /// <summary>What is usual is taken of so long ago: gates that come over HTTPS bring their records every ten minutes.</summary>
    public static readonly TimeSpan ComesLate = TimeSpan.FromMinutes(10);

    /// <summary>Null: there is no such site.</summary>
    public async Task<SiteEvidence?> OfAsync(string code, CancellationToken cancellation)
    {
        if (await sites.GetAsync(code, cancellation) is not { } site) return null;
        if (await board.DetailsAsync([code], cancellation) is not [var detail]) return null;
        var now = time.GetUtcNow();
        var today = zone.Today(now);
        var clockedIn = (await clockIns.DayAsync(code, today, cancellation)).Sum(static slot => slot.Persons);
        var usual = UsualLevel.Of(await clockIns.UsualAsync(code, today, cancellation), Minute(now - ComesLate, today));
        return Of(now, site.Code, site.Status, SiteReading.Hours(site.Hours), clockedIn, usual) with
        {
            GateCount = detail.Gates.Count,
            OnlineCount = detail.Gates.Count(static gate => gate.Online),
            NeverCount = detail.Gates.Count(static gate => gate.LastSeen is null),
            Gates = detail.Gates,
            Persons = detail.Persons,
            Refused = detail.Refused,
            Waiting = detail.Waiting,
            Missing = detail.Missing,
            Alarms = detail.Alarms,
        };
    }

    /// <summary>By counts alone, and by what is known closer.</summary>
    /// <param name="detail">Null: the counts say that all is well.</param>
    public SiteEvidence Of(DateTimeOffset now, SiteStanding standing, IReadOnlyList<SiteHours> hours, SiteDetail? detail, int clockedIn, double? usual) =>
        Of(now, standing.Code, standing.Status, hours, clockedIn, usual) with
        {
            GateCount = standing.Gates,
            OnlineCount = standing.Online,
            NeverCount = standing.Never,
            Gates = detail?.Gates ?? [],
            Persons = detail?.Persons ?? 0,
            Refused = detail?.Refused,
            Waiting = detail?.Waiting,
            Missing = detail?.Missing ?? 0,
            Alarms = detail?.Alarms ?? [],
        };

    /// <summary>The minute of today where the gates stand; the first when it was yesterday.</summary>
    public int Minute(DateTimeOffset at, DateOnly today)
    {
        var wall = TimeZoneInfo.ConvertTime(at, zone.Zone).DateTime;
        return DateOnly.FromDateTime(wall) < today ? 0 : UsualLevel.MinuteOf(wall);
    }

    private SiteEvidence Of(DateTimeOffset now, string code, SiteStatus status, IReadOnlyList<SiteHours> hours, int clockedIn, double? usual)
    {
        var wall = TimeZoneInfo.ConvertTime(now, zone.Zone).DateTime;
        return new SiteEvidence
        {
            Now = now,
            Code = code,
            Status = status,
            IsWorkTime = SiteClock.Works(hours, wall),
            ClockedIn = clockedIn,
            Usual = usual,
            Day = wall.DayOfWeek,
            ClockSeconds = AlarmRules.ClockSeconds,
        };
    }
}
