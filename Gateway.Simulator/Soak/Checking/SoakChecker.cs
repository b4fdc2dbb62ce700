using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>Judges the history of a soak; needs nothing but its files, which it reads as streams.</summary>
internal static class SoakChecker
{
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="FormatException">A file is none of a history.</exception>
    /// <exception cref="KeyNotFoundException">A line lacks a member.</exception>
    public static SoakVerdict Check(string directory)
    {
        var files = new HistoryFiles(directory);
        if (files.Needed.FirstOrDefault(file => !File.Exists(file)) is { } missing) throw new FileNotFoundException($"{missing} is missing: this is no whole history of a soak.");
        var findings = new Findings();
        AttendanceChecks.Run(files, findings);
        FeedChecks.Run(files, findings);
        CommandChecks.Run(files, findings);
        LiveChecks.Run(files, findings);
        RosterChecks.Run(files, findings);
        return findings.Judge();
    }
}
