namespace Gateway.Tests.WebConsole.Browser.Load;

/// <summary>How much there is.</summary>
/// <param name="Records">Of attendance, over <see cref="Days"/>.</param>
internal sealed record FillScale(int Sites, int TerminalsPerSite, long Records)
{
    /// <summary>What issue 20 names: 2 000 sites, 50 000 terminals, 10 000 000 records.</summary>
    public static readonly FillScale City = new(2000, 25, 10_000_000);

    /// <summary>Days over which the records are, today among them.</summary>
    public const int Days = 60;

    /// <summary>Persons of each site's roster; each comes and goes once a day.</summary>
    public int Persons => (int)(Records / (2L * Days * Sites));

    /// <summary>Persons of the largest site, the first: 2 000 on 20 of its gates are what its matrix is for.</summary>
    public const int PersonsOfLargest = 2000;

    public int Terminals => Sites * TerminalsPerSite;

    /// <summary>A part of it: fewer sites, each as large as it is.</summary>
    public FillScale By(double share) => this with { Sites = Math.Max(10, (int)(Sites * share)), Records = (long)(Records * share) };

    public static string SiteOf(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number:D4}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sites} sites, {Terminals} terminals, {Records} records");
}
