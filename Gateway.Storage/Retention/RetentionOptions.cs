using Gateway.Actors.Time;
using Gateway.Storage.Feed;

namespace Gateway.Storage.Retention;

/// <summary>How long things are kept, days; 0 = for ever.</summary>
public sealed record RetentionOptions(int AttendanceDays, int FeedDays, int QuarantineDays, int AuditDays, int RegistrationDays, int CommandDays)
{
    /// <summary>Wages are disputed for years; what the platform has not fetched after a quarter of a year it does not miss.</summary>
    public static RetentionOptions Standard { get; } = new(AttendanceDays: 1095, FeedDays: 90, QuarantineDays: 90, AuditDays: 1095, RegistrationDays: 0, CommandDays: 180);

    /// <summary>Photos of registrations, days after their receipt; 0: as long as the registration.</summary>
    public int RegistrationPhotoDays { get; init; }

    /// <summary>Room that the database has on its server, GiB, for the forecast of the disk; 0: not known. Not asked for on SQLite, whose disk can be looked at.</summary>
    public int DatabaseGiB { get; init; }

    /// <summary>Whose days are meant where a day counts: <c>Gateway:TimeZone</c>.</summary>
    public GatewayZone Zone { get; init; } = GatewayZone.Standard;

    /// <summary>Nothing is deleted of the feed that the reader of this mark (<see cref="FeedMarks"/>) has not had yet; null: nobody's.</summary>
    public string? FeedReader { get; init; }

    /// <summary>Frames of terminals are recorded now; their rings bound themselves.</summary>
    public bool RecordsFrames { get; init; } = true;
}
