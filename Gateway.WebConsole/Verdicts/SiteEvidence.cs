using Gateway.Storage.Board;
using Gateway.Storage.Sites;

namespace Gateway.WebConsole.Verdicts;

/// <summary>All that is known about how a site stands.</summary>
internal sealed record SiteEvidence
{
    public required DateTimeOffset Now { get; init; }

    public required string Code { get; init; }

    public SiteStatus Status { get; init; }

    /// <summary>Work is done there now, and was a while ago; nobody has said when: always.</summary>
    public bool IsWorkTime { get; init; } = true;

    /// <summary>Its enabled attendance terminals.</summary>
    public int GateCount { get; init; }

    /// <summary>Of those.</summary>
    public int OnlineCount { get; init; }

    /// <summary>Of those, never seen.</summary>
    public int NeverCount { get; init; }

    /// <summary>The same one by one; empty where the counts say that all is well.</summary>
    public IReadOnlyList<GateState> Gates { get; init; } = [];

    /// <summary>Persons of its roster.</summary>
    public int Persons { get; init; }

    /// <summary>Whom gates have refused; null: nobody.</summary>
    public PersonsAway? Refused { get; init; }

    /// <summary>Who has waited for long for a gate that is online; null: nobody.</summary>
    public PersonsAway? Waiting { get; init; }

    /// <summary>Persons who are refused, or wait, or both.</summary>
    public int Missing { get; init; }

    /// <summary>Persons who have clocked in there today.</summary>
    public int ClockedIn { get; init; }

    /// <summary>How many usually have on this day of the week, a little while ago: what a gate keeps comes later. Null: not known.</summary>
    public double? Usual { get; init; }

    /// <summary>The day of the week where the gates stand.</summary>
    public DayOfWeek Day { get; init; }

    /// <summary>Seconds from which on a clock is wrong.</summary>
    public int ClockSeconds { get; init; } = 300;

    public IReadOnlyList<SiteAlarm> Alarms { get; init; } = [];

    public int SilentCount => GateCount - OnlineCount - NeverCount;
}
