namespace Gateway.Tests.Whole.Rosters;

/// <summary>How large a load of rosters is.</summary>
/// <param name="TerminalsPerSite">All of them online.</param>
/// <param name="Persons">In each roster.</param>
internal sealed record RosterScale(int Sites, int TerminalsPerSite, int Persons)
{
    /// <summary>4 000 000 pairs: a city.</summary>
    public static readonly RosterScale City = new(2000, 10, 200);

    /// <summary>100 000 pairs: what one node on SQLite is for.</summary>
    public static readonly RosterScale OneNode = new(50, 10, 200);

    /// <summary>For the gate: counts only.</summary>
    public static readonly RosterScale Small = new(2, 2, 12)
    {
        HeartbeatEvery = TimeSpan.FromSeconds(0.25),
        Phase = TimeSpan.FromSeconds(1),
        Changes = 10,
        Touched = 2,
        List = 20,
        Looks = 2,
        UploadsPerSecond = 20
    };

    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long heartbeats and uploads are measured, by themselves and beside changes.</summary>
    public TimeSpan Phase { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Changes of persons in one such phase.</summary>
    public int Changes { get; init; } = 5000;

    /// <summary>Sites of which one change each is timed until its terminals have it.</summary>
    public int Touched { get; init; } = 20;

    /// <summary>Persons of the list that is put as a whole.</summary>
    public int List { get; init; } = 5000;

    /// <summary>How often a site is looked at.</summary>
    public int Looks { get; init; } = 300;

    /// <summary>Of all terminals together.</summary>
    public double UploadsPerSecond { get; init; } = 50;

    public int Terminals => Sites * TerminalsPerSite;

    public long Pairs => (long)Terminals * Persons;

    /// <summary>A part of it: so many sites fewer; each site stays as large as it is, and changes come as often as they can without changing anybody twice.</summary>
    public RosterScale By(double share)
    {
        var sites = Math.Max(1, (int)(Sites * share));
        return this with { Sites = sites, Changes = Math.Min(Changes, sites * Persons / 4) };
    }

    public static string SiteOf(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D4}");

    public static string SnOf(string site, int number) => string.Create(CultureInfo.InvariantCulture, $"{site}-t{number}");

    public static string UserOf(int number) => string.Create(CultureInfo.InvariantCulture, $"u{number:D4}");

    /// <summary>The name tells one site's persons, and one version of a person, from others.</summary>
    public static string NameOf(string site, string user, int version) => string.Create(CultureInfo.InvariantCulture, $"{site} {user} v{version}");
}
