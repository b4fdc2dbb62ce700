using System.Data.Common;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Rosters;

/// <summary>A row of <c>roster</c>: a person who should be on the attendance terminals of a site.</summary>
/// <param name="Version">Of the site's roster, when this person was last changed in it.</param>
/// <param name="PersonRef">Name of his content: equal for equal content.</param>
/// <param name="PersonBytes">About how many bytes he takes on the wire.</param>
/// <param name="ValidFrom">First day, <c>yyyy-MM-dd</c>; null: since ever.</param>
/// <param name="ValidUntil">Last day, <c>yyyy-MM-dd</c>; null: for ever.</param>
/// <param name="DeviceTag">Only on terminals with this tag; null: on all.</param>
/// <param name="SearchText"><c>user_id</c> in lower case; nothing of the person that is encrypted elsewhere.</param>
public sealed record RosterEntry(
    string Site,
    string UserId,
    long Version,
    string PersonRef,
    int PersonBytes,
    string? ValidFrom,
    string? ValidUntil,
    string? DeviceTag,
    string SearchText,
    DateTimeOffset UpdatedAt)
{
    /// <summary>What <see cref="Read"/> reads, of the alias <c>r</c>.</summary>
    internal const string Columns = "r.site, r.user_id, r.version, r.person_ref, r.person_bytes, r.valid_from, r.valid_until, r.device_tag, r.search_text, r.updated_at";

    internal static RosterEntry Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetInt32(4), row.GetText(5), row.GetText(6), row.GetText(7), row.GetString(8), row.GetTime(9));

    /// <summary>Whether it says the same already.</summary>
    public bool Says(RosterPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return PersonRef == person.Refs.Person && ValidFrom == person.ValidFrom && ValidUntil == person.ValidUntil && DeviceTag == person.DeviceTag;
    }

    public override string ToString() => $"{Site} {Version}";
}
