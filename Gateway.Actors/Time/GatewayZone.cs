namespace Gateway.Actors.Time;

/// <summary>Where the gateway's terminals stand, for everything that goes by days: <c>Gateway:TimeZone</c>.</summary>
public sealed record GatewayZone(TimeZoneInfo Zone)
{
    /// <summary>The setting's default.</summary>
    public static GatewayZone Standard { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    /// <summary>The date there.</summary>
    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);

    /// <summary>When a day begins there. Where a change of the clocks leaves midnight out, that is an hour later.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        if (Zone.IsInvalidTime(midnight)) midnight = midnight.AddHours(1);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(midnight, Zone));
    }
}
