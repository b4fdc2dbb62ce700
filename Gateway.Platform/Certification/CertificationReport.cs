using Gateway.Storage.Certification;

namespace Gateway.Platform.Certification;

/// <summary>What a run has found so far, as it is kept.</summary>
/// <param name="Lines">In the order of the script; only those that are done.</param>
/// <param name="Persons">Test persons that may be on the terminal.</param>
/// <param name="Current">Name of the line that is being tried; null: none.</param>
/// <param name="Waiting">What it waits for.</param>
/// <param name="Why">Why it was aborted; null: it was not.</param>
internal sealed record CertificationReport(IReadOnlyList<ReportLine> Lines, IReadOnlyList<int> Persons, string? Current = null, Words? Waiting = null, Words? Why = null)
{
    public static CertificationReport Empty { get; } = new([], []);

    public static CertificationReport Of(CertificationRow row) =>
        row.Report.Length == 0 ? Empty : JsonSerializer.Deserialize(row.Report, CertificationJson.Strict.CertificationReport) ?? Empty;

    public string ToJson() => JsonSerializer.Serialize(this, CertificationJson.Strict.CertificationReport);
}

/// <summary>One line of it.</summary>
/// <param name="Verdict">As <see cref="VerdictText"/> has it.</param>
internal sealed record ReportLine(string Line, string Law, Words Title, Words Sent, string Verdict, Words Seen, Words? Gateway)
{
    public static ReportLine Of(CertificationLine line, Finding finding) =>
        new(line.Name, line.Law, line.Title, line.Sent, VerdictText.Of(finding.Verdict), finding.Seen, finding.Gateway);
}
