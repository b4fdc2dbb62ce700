using Gateway.Storage.Rosters;

namespace Gateway.WebConsole.Sites;

/// <summary>Which persons of a site's matrix are shown, as the address names it.</summary>
internal static class RosterView
{
    /// <summary>A gate that should have him has not; what the page begins with.</summary>
    public const string Missing = "missing";

    public const string All = "all";

    /// <summary>A gate has refused him.</summary>
    public const string Refused = "refused";

    /// <summary>His order waits, or is on its way.</summary>
    public const string Waiting = "waiting";

    /// <summary>He should be there today, and has not clocked in.</summary>
    public const string Absent = "absent";

    /// <summary>A gate has him that should not.</summary>
    public const string Extra = "extra";

    public static readonly IReadOnlyList<string> Names = [Missing, All, Refused, Waiting, Absent, Extra];

    /// <summary>One of <see cref="Names"/>, whatever stands in the address.</summary>
    public static string Of(string? name) => name is not null && Names.Contains(name) ? name : Missing;

    /// <param name="clockedIn">Who has today; null: not known yet.</param>
    public static bool Has(string view, RosterLine line, IReadOnlySet<string>? clockedIn) => view switch
    {
        All => true,
        Refused => line.IsRefused,
        Waiting => line.IsWaiting,
        Absent => line.IsWanted && clockedIn?.Contains(line.UserId) == false,
        Extra => line.IsExtra,
        _ => line.IsMissing,
    };
}
