using Gateway.Actors.Jobs;
using Gateway.Storage.Alarms;
using Gateway.Storage.Board;
using Gateway.Storage.Counts;
using Gateway.WebConsole.Verdicts;

namespace Gateway.WebConsole.Board;

/// <summary>What the morning board shows of one moment; the same for all who look at this node.</summary>
internal sealed record BoardSample
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Where the gates stand.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Persons who have clocked in today, each once.</summary>
    public int ClockedIn { get; init; }

    /// <summary>How many usually have by this minute; null: not known.</summary>
    public double? Usual { get; init; }

    /// <summary>By quarters of an hour, everybody.</summary>
    public IReadOnlyList<ClockInSlot> Today { get; init; } = [];

    /// <summary>What is usual on this day of the week; empty: not known.</summary>
    public IReadOnlyList<UsualSlot> Curve { get; init; } = [];

    /// <summary>All enabled attendance terminals.</summary>
    public int Gates { get; init; }

    public int Online { get; init; }

    /// <summary>Active sites that work today.</summary>
    public int SitesToday { get; init; }

    /// <summary>Active sites with gates where nobody has to do anything.</summary>
    public int SitesAllRight { get; init; }

    public int SitesNeeding { get; init; }

    /// <summary>Persons of those sites who cannot clock in at some gate.</summary>
    public int PersonsMissing { get; init; }

    /// <summary>What is said of each site, by code.</summary>
    public required IReadOnlyDictionary<string, SiteVerdict> Verdicts { get; init; }

    /// <summary>The sites that need somebody, the worst first; at most <see cref="BoardSampler.RowsMax"/>.</summary>
    public IReadOnlyList<BoardRow> Rows { get; init; } = [];

    /// <summary>The largest first.</summary>
    public IReadOnlyList<BoardRegion> Regions { get; init; } = [];

    public IReadOnlyList<RecoveredSite> Recovered { get; init; } = [];

    /// <summary>Those that go on, the latest first; at most <see cref="BoardSampler.JobsMax"/>.</summary>
    public IReadOnlyList<BoardJob> Jobs { get; init; } = [];

    public int OpenJobs { get; init; }

    /// <summary>The latest first; at most <see cref="BoardSampler.AlarmsMax"/>.</summary>
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];

    public long OpenAlarms { get; init; }

    /// <summary>How long it took to find all this out.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>So many sites fell silent as a whole that it is hardly theirs.</summary>
    public bool IsWidespread { get; init; }
}

/// <summary>A site that needs somebody.</summary>
/// <param name="Today">Persons, cumulative by quarters of an hour, from four o'clock to now.</param>
/// <param name="Usual">The same of what is usual, to noon or the end of the day; empty: not known.</param>
public sealed record BoardRow(SiteStanding Site, SiteVerdict Verdict, IReadOnlyList<GateState> Gates, IReadOnlyList<double> Today, IReadOnlyList<double> Usual);

/// <summary>A region, its sites together.</summary>
/// <param name="Name">Null: the sites of none.</param>
/// <param name="Usual">By this minute.</param>
public sealed record BoardRegion(string? Name, int ClockedIn, double Usual);

/// <summary>A job and how its targets stand.</summary>
public sealed record BoardJob(Job Job, IReadOnlyDictionary<JobTargetState, int> Counts);
