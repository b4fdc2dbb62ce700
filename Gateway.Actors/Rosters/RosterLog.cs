using Microsoft.Extensions.Logging;

namespace Gateway.Actors.Rosters;

/// <summary>Log lines about rosters becoming commands, event ids 1530–1532. Never a person.</summary>
internal static partial class RosterLog
{
    [LoggerMessage(1530, LogLevel.Warning, "Looking for terminals whose roster has changed failed (failure {Failures} in a row, next try in {Pause} s)")]
    public static partial void LookFailed(ILogger log, Exception exception, int failures, double pause);

    [LoggerMessage(1531, LogLevel.Warning, "The rosters of {What} are interrupted; what is left is due again within {Lease} s")]
    public static partial void Interrupted(ILogger log, Exception exception, string what, double lease);

    [LoggerMessage(1532, LogLevel.Information, "The actor of {Sn} did not take {Left} of {All} commands of its roster; they go to it again in {Pause} s")]
    public static partial void NotTaken(ILogger log, string sn, int left, int all, double pause);
}
