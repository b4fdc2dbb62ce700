namespace Gateway.Storage.Retention;

/// <summary>How long things are kept, days; 0 = for ever.</summary>
internal sealed record RetentionOptions(int AttendanceDays, int FeedDays, int QuarantineDays, int AuditDays, int RegistrationDays, int CommandDays)
{
    /// <summary>Wages are disputed for years; what the platform has not fetched after a quarter of a year it does not miss.</summary>
    public static RetentionOptions Standard { get; } = new(AttendanceDays: 1095, FeedDays: 90, QuarantineDays: 90, AuditDays: 1095, RegistrationDays: 0, CommandDays: 180);
}
