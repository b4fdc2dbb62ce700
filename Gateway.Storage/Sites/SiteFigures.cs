namespace Gateway.Storage.Sites;

/// <summary>What is to be seen of a site.</summary>
/// <param name="AttendanceToday">Records recognised today at the site.</param>
/// <param name="LastAttendanceAt">Of records up to today; null: there is none.</param>
/// <param name="OpenAlarms">About the site or its terminals.</param>
public sealed record SiteFigures(SiteDevices Devices, SiteRoster Roster, long AttendanceToday, DateTimeOffset? LastAttendanceAt, long OpenAlarms);

/// <summary>Terminals of a site, by status; every one is in exactly one of them.</summary>
public sealed record SiteDevices(long Online, long Offline, long Never, long Disabled)
{
    public long Total => Online + Offline + Never + Disabled;
}

/// <summary>How far a roster is.</summary>
/// <param name="Persons">In the roster, valid today or not.</param>
/// <param name="Pairs">Persons valid today, times the enabled terminals that each should be on.</param>
/// <param name="Present">Pairs that the terminal has confirmed as they are wanted.</param>
/// <param name="Pending">Pairs that are neither present nor failed.</param>
/// <param name="Failed">Pairs that the terminal has refused.</param>
/// <param name="Removing">Persons on terminals that are to go.</param>
/// <param name="Foreign">Persons on the site's terminals that are in no roster.</param>
public sealed record SiteRoster(long Persons, long Pairs, long Present, long Pending, long Failed, long Removing, long Foreign)
{
    public static readonly SiteRoster None = new(0, 0, 0, 0, 0, 0, 0);
}

/// <summary>A site with its figures.</summary>
public sealed record SiteRow(Site Site, SiteFigures Figures);
