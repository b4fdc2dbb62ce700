using System.Text.Json.Serialization;

namespace Gateway.Platform.Sites;

/// <summary>
/// What the platform wants a site to be. A field that is absent or null stays as it is; an empty text, or an empty list, clears.
/// </summary>
/// <param name="Name">Free text, at most 128 characters.</param>
/// <param name="Region">Where it is, at most 128 characters.</param>
/// <param name="Contractor">Who builds, at most 128 characters.</param>
/// <param name="Status">
/// <c>active</c>, <c>suspended</c> (its gates keep their persons), <c>completed</c> (they do until a job removes them) or <c>settled</c> (the wages are paid).
/// </param>
/// <param name="CompletedOn">Date <c>yyyy-MM-dd</c>, not in the future; needed for <c>completed</c>, allowed for <c>settled</c>, cleared by any other status.</param>
/// <param name="SettledOn">Date <c>yyyy-MM-dd</c>, not in the future and not before <c>completed_on</c>; needed for <c>settled</c>, cleared by any other status.</param>
/// <param name="Hours">When work is done there, at most 28 spans.</param>
/// <param name="RetentionDays">So many days after <c>settled_on</c> its records are kept, 730 to 36 500; unless given, 1 095.</param>
/// <param name="LegalHold">True: nothing of it is deleted, whatever its age.</param>
/// <param name="Tags">At most 32 labels of at most 64 characters each.</param>
/// <param name="Drift">
/// What becomes of a person who was changed or deleted on a terminal by an explicit command against the roster: <c>repair</c> (shown and put right; unless given) or
/// <c>show</c> (only shown).
/// </param>
internal sealed record PutSiteRequest(
    string? Name = null,
    string? Region = null,
    string? Contractor = null,
    string? Status = null,
    string? CompletedOn = null,
    string? SettledOn = null,
    IReadOnlyList<SiteHours>? Hours = null,
    int? RetentionDays = null,
    bool? LegalHold = null,
    IReadOnlyList<string>? Tags = null,
    string? Drift = null);

/// <summary>A span of working hours; one that ends before it begins ends on the next day.</summary>
/// <param name="Days"><c>mon</c>, <c>tue</c>, <c>wed</c>, <c>thu</c>, <c>fri</c>, <c>sat</c>, <c>sun</c>: each at most once.</param>
/// <param name="From"><c>HH:mm</c>, in the gateway's time zone.</param>
/// <param name="To"><c>HH:mm</c>, or <c>24:00</c>.</param>
internal sealed record SiteHours(IReadOnlyList<string>? Days, string? From, string? To);

/// <summary>A construction site, and what is to be seen of it.</summary>
/// <param name="Code">What stands as <c>site</c> in devices and records.</param>
/// <param name="Name">Free text, or null.</param>
/// <param name="Region">Where it is, or null.</param>
/// <param name="Contractor">Who builds, or null.</param>
/// <param name="Status"><c>active</c>, <c>suspended</c>, <c>completed</c> or <c>settled</c>.</param>
/// <param name="CompletedOn">Date <c>yyyy-MM-dd</c>, or null.</param>
/// <param name="SettledOn">Date <c>yyyy-MM-dd</c>, or null.</param>
/// <param name="Hours">When work is done there; empty: nobody has said.</param>
/// <param name="RetentionDays">Days after <c>settled_on</c> that its records are kept; null: 1 095.</param>
/// <param name="LegalHold">True: nothing of it is deleted.</param>
/// <param name="Tags">Its labels.</param>
/// <param name="Drift"><c>repair</c> or <c>show</c>.</param>
/// <param name="Managed">True from its first roster write on: its terminals are made to have what its roster says.</param>
/// <param name="ManagedSince">When that was; null: it is not managed.</param>
/// <param name="Unexplained">True: it was made of a free text of before there were sites, and nobody has said since what it is.</param>
/// <param name="Devices">Its terminals by status.</param>
/// <param name="Roster">How far its roster is.</param>
/// <param name="AttendanceToday">Records recognised at the site today, in the gateway's time zone.</param>
/// <param name="LastAttendanceAt">When the last of its records up to today was recognised; null: there is none.</param>
/// <param name="OpenAlarms">Open alarms about the site or its terminals.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed by the platform.</param>
internal sealed record SiteResponse(
    string Code,
    string? Name,
    string? Region,
    string? Contractor,
    string Status,
    string? CompletedOn,
    string? SettledOn,
    IReadOnlyList<SiteHours> Hours,
    int? RetentionDays,
    bool LegalHold,
    IReadOnlyList<string> Tags,
    string Drift,
    bool Managed,
    DateTimeOffset? ManagedSince,
    bool Unexplained,
    SiteDevicesResponse Devices,
    SiteRosterResponse Roster,
    long AttendanceToday,
    DateTimeOffset? LastAttendanceAt,
    long OpenAlarms,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>Terminals of a site; every one is in exactly one of the four that make up the total.</summary>
internal sealed record SiteDevicesResponse(long Total, long Online, long Offline, long Never, long Disabled);

/// <summary>How far the roster of a site is, as last known.</summary>
/// <param name="Persons">Persons in the roster, valid today or not.</param>
/// <param name="Pairs">Persons valid today, each counted once for every enabled attendance terminal that he should be on.</param>
/// <param name="Present">Pairs that the terminal has confirmed.</param>
/// <param name="Pending">Pairs that wait, or whose command is on its way.</param>
/// <param name="Failed">Pairs that the terminal has refused.</param>
/// <param name="Removing">Persons who are to go from a terminal and are not known to have gone.</param>
/// <param name="Foreign">Persons on the site's terminals by explicit commands, in no roster.</param>
internal sealed record SiteRosterResponse(long Persons, long Pairs, long Present, long Pending, long Failed, long Removing, long Foreign);

/// <summary>Sites whose code or name begins with what was asked for.</summary>
/// <param name="Items">At most 20, by code.</param>
internal sealed record SiteSuggestionsResponse(IReadOnlyList<SiteSuggestion> Items);

/// <summary>A site by its names.</summary>
internal sealed record SiteSuggestion(string Code, string? Name);

/// <summary>What is stored and audited of sites as JSON.</summary>
[JsonSerializable(typeof(IReadOnlyList<SiteHours>))]
[JsonSerializable(typeof(SiteContent))]
internal sealed partial class SiteJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="Json.JsonRules"/>.</summary>
    public static SiteJson Strict { get; } = new(Json.JsonRules.Configure(new JsonSerializerOptions()));
}

/// <summary>What the audit keeps of a site before and after a change.</summary>
internal sealed record SiteContent(
    string? Name,
    string? Region,
    string? Contractor,
    string Status,
    string? CompletedOn,
    string? SettledOn,
    IReadOnlyList<SiteHours> Hours,
    int? RetentionDays,
    bool LegalHold,
    IReadOnlyList<string> Tags,
    string Drift);
