using System.Text.Json.Serialization;
using Gateway.Platform.Commands;
using Gateway.Platform.Import;

namespace Gateway.Platform.Rosters;

/// <summary>A person who should be on the attendance terminals of a site.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="WorkSn">At most 64 characters; the same as user_id when absent or empty.</param>
/// <param name="IdCard">At most 32 ASCII letters and digits; empty when not known.</param>
/// <param name="FaceTemplate">The face image, JPEG or PNG of at most 2 MiB, in Base64; a data: prefix is tolerated, and so is percent-encoding. Absent or empty: none.</param>
/// <param name="ValidFrom">The first day on which he should be there, <c>yyyy-MM-dd</c>, where the terminal stands; absent: since ever.</param>
/// <param name="ValidUntil">The last day, inclusive; absent: for ever.</param>
/// <param name="DeviceTag">Only on the site's terminals with this tag; absent or empty: on all of them.</param>
internal record RosterPersonRequest(
    string? Name = null,
    string? WorkSn = null,
    string? IdCard = null,
    FaceTemplate? FaceTemplate = null,
    string? ValidFrom = null,
    string? ValidUntil = null,
    string? DeviceTag = null)
{
    public override string ToString() => "***";
}

/// <summary>One line of a list: a person with his id.</summary>
/// <param name="UserId">Unique to the platform, 1 to 64 characters.</param>
internal sealed record RosterLineRequest(
    string? UserId = null,
    string? Name = null,
    string? WorkSn = null,
    string? IdCard = null,
    FaceTemplate? FaceTemplate = null,
    string? ValidFrom = null,
    string? ValidUntil = null,
    string? DeviceTag = null)
    : RosterPersonRequest(Name, WorkSn, IdCard, FaceTemplate, ValidFrom, ValidUntil, DeviceTag)
{
    public override string ToString() => "***";
}

/// <summary>What became of a list, or, with <c>dry_run</c>, would become of it.</summary>
/// <param name="Added">Persons who were not in the roster.</param>
/// <param name="Changed">Persons who were in it with other content, dates or tag.</param>
/// <param name="Removed">Persons who were in it and are not in the list (<c>mode=replace</c>).</param>
/// <param name="Unchanged">Persons who were in it exactly so.</param>
/// <param name="Rejected">Lines that were not taken, in order; the first 10 000 of them. Whom such a line names stays as he is.</param>
/// <param name="RejectedTotal">How many lines were not taken; only there when <c>rejected</c> does not list them all.</param>
/// <param name="RemovalsWithheld">
/// Persons who would have been removed, and were not, since it cannot be told whom a rejected line names; only there with <c>mode=replace</c> and such a line.
/// </param>
internal sealed record RosterImportResponse(
    int Added,
    int Changed,
    int Removed,
    int Unchanged,
    IReadOnlyList<RejectedLine> Rejected,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? RejectedTotal = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RemovalsWithheld = null);
