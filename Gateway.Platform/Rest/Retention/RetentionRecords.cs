namespace Gateway.Platform.Rest.Retention;

/// <summary>Rows of one table each.</summary>
/// <param name="Attendance">Records of attendance.</param>
/// <param name="AttendanceAgain">Records by clocks that are wrong by years, with the key of an earlier one; lists show them with the others.</param>
/// <param name="Registrations">Registrations of workers.</param>
/// <param name="RegistrationPhotos">Photos: those of these registrations, and those that go alone.</param>
internal sealed record RetentionCountsResponse(long Attendance, long AttendanceAgain, long Registrations, long RegistrationPhotos);

/// <summary>What a run would delete now.</summary>
/// <param name="Day">The day by which that is said, in <c>Gateway:TimeZone</c>: a run of the same day deletes the same, and what has come since.</param>
/// <param name="ClockDoubt">Not null: the clock that retention goes by is not believed, and nothing is deleted; the sentence says why.</param>
/// <param name="Total">Of all sites.</param>
/// <param name="Sites">By site, at most 1 000; a site of which nothing would be deleted is not there.</param>
/// <param name="SitesLeftOff">Sites beyond these. They are in the total.</param>
internal sealed record RetentionPreviewResponse(
    DateOnly Day, string? ClockDoubt, RetentionCountsResponse Total, IReadOnlyList<RetentionSiteResponse> Sites, int SitesLeftOff);

/// <summary>What would be deleted of one site.</summary>
/// <param name="Site">Its code; null: records without a site.</param>
/// <param name="Rule">
/// Why: <c>settled</c> (its wages are settled and its time is over: all of it), <c>age</c> (no site, or one of which nobody has said what it is: what is older than the settings
/// say), <c>photos</c> (only photos, by the settings).
/// </param>
/// <param name="KeptUntil">Of a settled site: the last day on which it was to be kept.</param>
/// <param name="Attendance">Records of attendance.</param>
/// <param name="AttendanceAgain">Records by clocks that are wrong by years, with the key of an earlier one; lists show them with the others.</param>
/// <param name="Registrations">Registrations of workers.</param>
/// <param name="RegistrationPhotos">Photos: those of these registrations, and those that go alone.</param>
internal sealed record RetentionSiteResponse(
    string? Site, string Rule, DateOnly? KeptUntil, long Attendance, long AttendanceAgain, long Registrations, long RegistrationPhotos);

/// <summary>A run of the retention.</summary>
/// <param name="Run">Its number.</param>
/// <param name="State"><c>waiting</c> (for the node that runs retention: seconds), <c>running</c>, <c>done</c>, <c>refused</c> (the clock is not believed).</param>
/// <param name="Day">The day by which it deletes, in <c>Gateway:TimeZone</c>.</param>
/// <param name="ByHand">Somebody has asked for it; false: it is the day's own.</param>
/// <param name="RequestedBy">Id of the API key, or <c>retention</c>.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="StartedAt">Null while it waits.</param>
/// <param name="EndedAt">Null until it has ended.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Sites">Of how many sites it has deleted something.</param>
/// <param name="Deleted">What it has deleted so far.</param>
internal sealed record RetentionRunResponse(
    long Run,
    string State,
    DateOnly Day,
    bool ByHand,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Reason,
    long Sites,
    RetentionCountsResponse Deleted)
{
    public override string ToString() => nameof(RetentionRunResponse);
}

/// <summary>What one run has deleted of one site. It stays for ever; of more than a million records there are several.</summary>
/// <param name="Proof">Its number.</param>
/// <param name="Run">The run.</param>
/// <param name="Site">The site's code; null: records without a site.</param>
/// <param name="Rule">Why: <c>settled</c>, <c>age</c> or <c>photos</c>.</param>
/// <param name="BeganAt">When the first of it was deleted.</param>
/// <param name="EndedAt">When the last of it was; null while it goes on.</param>
/// <param name="Deleted">How many rows.</param>
/// <param name="RecogFrom">The first recognition of the attendance deleted; null: none was.</param>
/// <param name="RecogTo">The last one.</param>
/// <param name="ReceivedFrom">The first receipt of what was deleted, in whole or its photos.</param>
/// <param name="ReceivedTo">The last one.</param>
/// <param name="Sha256">
/// Hexadecimal SHA-256 over the ids of all records deleted: in lower case with hyphens, sorted, each followed by a line feed. Null while it is being made.
/// </param>
internal sealed record RetentionProofResponse(
    long Proof,
    long Run,
    string? Site,
    string Rule,
    DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt,
    RetentionCountsResponse Deleted,
    DateTimeOffset? RecogFrom,
    DateTimeOffset? RecogTo,
    DateTimeOffset? ReceivedFrom,
    DateTimeOffset? ReceivedTo,
    string? Sha256)
{
    public override string ToString() => nameof(RetentionProofResponse);
}
