using Gateway.Actors.Time;

namespace Gateway.Storage.Sites;

/// <summary>The day that figures of sites are of.</summary>
/// <param name="To">Exclusive.</param>
public sealed record SiteDay(DateOnly Date, DateTimeOffset From, DateTimeOffset To)
{
    public static SiteDay Of(GatewayZone zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = zone.Today(now);
        return new SiteDay(today, zone.StartOf(today), zone.StartOf(today.AddDays(1)));
    }
}
