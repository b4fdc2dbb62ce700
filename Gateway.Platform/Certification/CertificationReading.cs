using Gateway.Storage.Certification;

namespace Gateway.Platform.Certification;

/// <summary>Reads runs, and what has changed since the firmware before.</summary>
internal sealed class CertificationReading(CertificationStore store)
{
    /// <summary>A device's latest run, or the one of this number; null when there is none.</summary>
    public async Task<CertificationView?> GetAsync(string sn, long? number, CancellationToken cancellation)
    {
        if (await store.GetAsync(sn, number, cancellation) is not { } row) return null;
        var former = await store.FormerFirmwareAsync(row, cancellation);
        var report = CertificationReport.Of(row);
        return new CertificationView(row, report, former, former is null ? [] : Changes(CertificationReport.Of(former), report), await store.ListAsync(sn, cancellation));
    }

    /// <summary>Lines whose verdict is another one, or that only one of the two has seen.</summary>
    internal static IReadOnlyList<(string Line, string? Before, string Now)> Changes(CertificationReport before, CertificationReport now)
    {
        var old = before.Lines.ToDictionary(static line => line.Line, static line => line.Verdict, StringComparer.Ordinal);
        return [.. now.Lines.Where(line => old.GetValueOrDefault(line.Line) != line.Verdict).Select(line => (line.Line, old.GetValueOrDefault(line.Line), line.Verdict))];
    }
}

/// <summary>A run with what belongs to it.</summary>
/// <param name="Former">The latest completed run of another firmware of the same model; null: there is none.</param>
/// <param name="Changes">What is otherwise than there.</param>
/// <param name="Runs">All runs of the device, the latest first.</param>
internal sealed record CertificationView(
    CertificationRow Row, CertificationReport Report, CertificationRow? Former, IReadOnlyList<(string Line, string? Before, string Now)> Changes,
        IReadOnlyList<CertificationRow> Runs);
