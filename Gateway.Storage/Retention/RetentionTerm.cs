namespace Gateway.Storage.Retention;

/// <summary>What may go of one site on one day. Times are Unix milliseconds.</summary>
/// <param name="KeptUntil">Of a settled site: the last day on which everything is kept.</param>
/// <param name="AttendanceBefore">Attendance recognised and received before; null: none by its age.</param>
/// <param name="Ahead">What is recognised after this was by a clock that is ahead, and goes by its receipt alone.</param>
/// <param name="RegistrationsBefore">Registrations received before; null: none by their age.</param>
/// <param name="PhotosBefore">Photos of registrations received before; null: only with their registrations.</param>
public sealed record RetentionTerm(RetentionRule Rule, DateOnly? KeptUntil, long? AttendanceBefore, long? Ahead, long? RegistrationsBefore, long? PhotosBefore)
{
    public static RetentionTerm Nothing { get; } = new(RetentionRule.Keeps, null, null, null, null, null);

    public static string Text(RetentionRule rule) => rule switch
    {
        RetentionRule.Settled => "settled",
        RetentionRule.Age => "age",
        RetentionRule.Photos => "photos",
        _ => "keeps",
    };
}
