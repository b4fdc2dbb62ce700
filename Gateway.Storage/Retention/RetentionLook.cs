namespace Gateway.Storage.Retention;

/// <summary>Rows of one table that a <see cref="RetentionTerm"/> lets go, as a condition beside that of the site.</summary>
/// <param name="Table"><c>attendance</c>, <c>attendance_again</c>, <c>registrations</c>; with <paramref name="IsPhotos"/> their photos alone.</param>
/// <param name="Order">The rest of the index by site.</param>
/// <param name="Values">What the condition names.</param>
internal sealed record RetentionLook(string Table, string Condition, string Order, IReadOnlyList<(string Name, long Value)> Values, bool IsPhotos = false)
{
    public const string Attendance = "attendance";
    public const string Again = "attendance_again";
    public const string Registrations = "registrations";

    private const string ByRecognition = "recog_time, id";
    private const string ByReceipt = "received_at, id";

    /// <summary>All that goes, in the order in which it does.</summary>
    public static IReadOnlyList<RetentionLook> Of(RetentionTerm term)
    {
        if (term.Rule == RetentionRule.Settled) return [new(Attendance, "", ByRecognition, []), new(Again, "", ByReceipt, []), new(Registrations, "", ByReceipt, [])];
        var looks = new List<RetentionLook>();
        if (term is { AttendanceBefore: { } before, Ahead: { } ahead })
        {
            looks.Add(new(Attendance, " AND recog_time < @before AND received_at < @before", ByRecognition, [("before", before)]));
            looks.Add(new(Attendance, " AND recog_time > @ahead AND received_at < @before", ByRecognition, [("before", before), ("ahead", ahead)]));
            looks.Add(new(Again, " AND received_at < @before", ByReceipt, [("before", before)]));
        }

        if (term.RegistrationsBefore is { } old) looks.Add(new(Registrations, " AND received_at < @before", ByReceipt, [("before", old)]));
        if (term.PhotosBefore is { } seen)
            looks.Add(new(Registrations, " AND photos_deleted_at IS NULL AND received_at < @before", ByReceipt, [("before", seen)], IsPhotos: true));
        return looks;
    }

    /// <summary>Registrations whose photos go, with them or alone; null: none.</summary>
    public static RetentionLook? PhotosOf(RetentionTerm term) =>
        term.Rule == RetentionRule.Settled ? new(Registrations, "", ByReceipt, [])
        : Math.Max(term.RegistrationsBefore ?? long.MinValue, term.PhotosBefore ?? long.MinValue) is > long.MinValue and var before
            ? new(Registrations, " AND r.photos_deleted_at IS NULL AND r.received_at < @before", ByReceipt, [("before", before)])
            : null;
}
