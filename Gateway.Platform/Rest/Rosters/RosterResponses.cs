using System.Text.Json.Serialization;
using Gateway.Actors.Privacy;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;

namespace Gateway.Platform.Rest.Rosters;

/// <summary>A person who stands in a roster now, durably.</summary>
/// <param name="UserId">As it was given.</param>
/// <param name="Version">Of the site's roster, when he was last changed in it; the same content again keeps it.</param>
/// <param name="Devices">How many terminals should have him on the days of his validity.</param>
internal sealed record RosterPutResponse(string UserId, long Version, int Devices);

/// <summary>A person of a site's list.</summary>
/// <param name="UserId">Masked for the role <c>viewer</c> when it is an ID number.</param>
/// <param name="Version">Null: he is in no roster of this site, but on a terminal of it: foreign, or still to be removed.</param>
/// <param name="Name">Masked; null: not in the roster, or cannot be decrypted.</param>
/// <param name="ValidFrom">First day; null: since ever.</param>
/// <param name="ValidUntil">Last day; null: for ever.</param>
/// <param name="DeviceTag">Only on terminals with this tag; null: on all.</param>
/// <param name="UpdatedAt">When he was last changed in the roster.</param>
/// <param name="Counts">Terminals by state; states without a terminal are 0.</param>
internal sealed record RosterItem(
    string UserId,
    long? Version,
    string? Name,
    string? ValidFrom,
    string? ValidUntil,
    string? DeviceTag,
    DateTimeOffset? UpdatedAt,
    IReadOnlyDictionary<string, int> Counts)
{
    /// <param name="person">Null: not there, or cannot be decrypted.</param>
    /// <param name="shown">Whether the caller may see personal data.</param>
    public static RosterItem Of(RosterRow row, StoredPerson? person, bool shown) => new(
        shown ? row.UserId : UserIdMask.Of(row.UserId),
        row.Entry?.Version,
        person is null ? null : NameMask.Of(person.Name),
        row.Entry?.ValidFrom,
        row.Entry?.ValidUntil,
        row.Entry?.DeviceTag,
        row.Entry?.UpdatedAt,
        RosterLists.States.ToDictionary(static state => state, state => row.Counts.GetValueOrDefault(state)));
}

/// <summary>A person of a site, and where he is.</summary>
/// <param name="UserId">Masked for the role <c>viewer</c> when it is an ID number.</param>
/// <param name="Version">Null: he is in no roster of this site, but on a terminal of it: foreign, or still to be removed.</param>
/// <param name="Name">In clear for <c>platform</c> and <c>admin</c>, masked for <c>viewer</c>; null: not in the roster, or cannot be decrypted.</param>
/// <param name="WorkSn">The same.</param>
/// <param name="IdCard">The same.</param>
/// <param name="ValidFrom">First day; null: since ever.</param>
/// <param name="ValidUntil">Last day; null: for ever.</param>
/// <param name="DeviceTag">Only on terminals with this tag; null: on all.</param>
/// <param name="UpdatedAt">When he was last changed in the roster.</param>
/// <param name="Devices">The terminals that should have him or have him, by SN; the first 1 000 of them.</param>
internal sealed record RosterPersonResponse(
    string UserId,
    long? Version,
    string? Name,
    string? WorkSn,
    string? IdCard,
    string? ValidFrom,
    string? ValidUntil,
    string? DeviceTag,
    DateTimeOffset? UpdatedAt,
    IReadOnlyList<RosterPersonDevice> Devices)
{
    /// <inheritdoc cref="RosterItem.Of"/>
    public static RosterPersonResponse Of(string userId, RosterEntry? entry, IReadOnlyList<RosterPlace> places, StoredPerson? person, bool shown) => new(
        shown ? userId : UserIdMask.Of(userId),
        entry?.Version,
        person is null || shown ? person?.Name : NameMask.Of(person.Name),
        person is null || shown ? person?.WorkSn : ExtraFields.Mask,
        person is null || shown ? person?.IdCard : ExtraFields.Mask,
        entry?.ValidFrom,
        entry?.ValidUntil,
        entry?.DeviceTag,
        entry?.UpdatedAt,
        [.. places.Select(place => RosterPersonDevice.Of(place, shown))]);
}

/// <summary>A terminal that should have a person, or has him.</summary>
/// <param name="Sn">The device.</param>
/// <param name="State"><c>present</c>, <c>pending</c>, <c>sent</c>, <c>failed</c>, <c>removing</c> or <c>foreign</c>.</param>
/// <param name="Version">That the state is about: the one that the roster wants, else the one that the terminal has.</param>
/// <param name="Since">When it came into this state; null: nothing has been done about it yet.</param>
/// <param name="Drift">True: an explicit command has made the terminal differ from the roster.</param>
/// <param name="CommandId">The open command.</param>
/// <param name="ResultCode">The terminal's own code, of the last command that failed.</param>
/// <param name="ResultDesc">The terminal's own words. Masked for the role <c>viewer</c>.</param>
/// <param name="NextTryAt">When it is tried again; null with <c>failed</c>: when there is a new version, or after a resync.</param>
internal sealed record RosterPersonDevice(
    string Sn,
    string State,
    long? Version,
    DateTimeOffset? Since,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Drift,
    string? CommandId,
    string? ResultCode,
    string? ResultDesc,
    DateTimeOffset? NextTryAt)
{
    public static RosterPersonDevice Of(RosterPlace place, bool shown) => new(
        place.Sn, place.State, place.DesiredVersion ?? place.ReportedVersion, place.Since, place.Drift, place.CommandId, place.ResultCode,
        place.ResultDesc is null || shown ? place.ResultDesc : ExtraFields.Mask, place.NextTryAt);
}

/// <summary>A person on a terminal: what should be there, and what is.</summary>
/// <param name="UserId">Masked for the role <c>viewer</c> when it is an ID number.</param>
/// <param name="State"><c>present</c>, <c>pending</c>, <c>sent</c>, <c>failed</c>, <c>removing</c> or <c>foreign</c>.</param>
/// <param name="DesiredVersion">That the roster wants; null: it wants him elsewhere, or not at all.</param>
/// <param name="ReportedVersion">That the terminal confirmed; null: none.</param>
/// <param name="Since">When it came into this state; null: nothing has been done about it yet.</param>
/// <param name="Drift">True: an explicit command has made the terminal differ from the roster.</param>
/// <param name="CommandId">The open command.</param>
/// <param name="ResultCode">The terminal's own code, of the last command that failed.</param>
/// <param name="ResultDesc">The terminal's own words. Masked for the role <c>viewer</c>.</param>
/// <param name="NextTryAt">When it is tried again; null with <c>failed</c>: when there is a new version, or after a resync.</param>
internal sealed record DeviceRosterItem(
    string UserId,
    string State,
    long? DesiredVersion,
    long? ReportedVersion,
    DateTimeOffset? Since,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Drift,
    string? CommandId,
    string? ResultCode,
    string? ResultDesc,
    DateTimeOffset? NextTryAt)
{
    public static DeviceRosterItem Of(RosterPlace place, bool shown) => new(
        shown ? place.UserId : UserIdMask.Of(place.UserId), place.State, place.DesiredVersion, place.ReportedVersion, place.Since, place.Drift, place.CommandId, place.ResultCode,
        place.ResultDesc is null || shown ? place.ResultDesc : ExtraFields.Mask, place.NextTryAt);
}
