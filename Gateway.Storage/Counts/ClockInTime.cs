using Gateway.Actors.Time;

namespace Gateway.Storage.Counts;

/// <summary>Days and quarters of an hour where the terminals stand.</summary>
public static class ClockInTime
{
    /// <summary>Slots of a day.</summary>
    public const int Slots = 96;

    private const int SlotMinutes = 15;

    /// <summary>In which of them a moment lies, by the clock on the wall: the hour that comes twice in autumn is one.</summary>
    public static (DateOnly Day, int Slot) Of(GatewayZone zone, DateTimeOffset at)
    {
        var wall = TimeZoneInfo.ConvertTime(at, zone.Zone);
        return (DateOnly.FromDateTime(wall.DateTime), ((wall.Hour * 60) + wall.Minute) / SlotMinutes);
    }

    /// <summary>When a slot begins, the first time where it comes twice; 96 is the end of the day.</summary>
    public static DateTimeOffset At(GatewayZone zone, DateOnly day, int slot)
    {
        if (slot >= Slots) return zone.StartOf(day.AddDays(1));
        var wall = day.ToDateTime(TimeOnly.MinValue).AddMinutes(slot * SlotMinutes);
        if (zone.Zone.IsInvalidTime(wall)) wall = wall.AddHours(1);
        return new DateTimeOffset(wall, zone.Zone.IsAmbiguousTime(wall) ? zone.Zone.GetAmbiguousTimeOffsets(wall).Max() : zone.Zone.GetUtcOffset(wall)).ToUniversalTime();
    }
}
