namespace Gateway.Simulator.Reports;

/// <summary>The report as files.</summary>
internal static class RunReportFiles
{
    /// <summary>Writes what is asked for; null for not.</summary>
    /// <param name="json">The whole report, which <c>report</c> can merge with others.</param>
    /// <param name="plot">The picture, as SVG.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static async Task WriteAsync(RunReport report, string? json, string? plot)
    {
        if (json is not null)
            await File.WriteAllBytesAsync(json, JsonSerializer.SerializeToUtf8Bytes(report, RunReportJson.Default.RunReport), CancellationToken.None);

        if (plot is not null) await File.WriteAllTextAsync(plot, RunPlot.Draw(report), CancellationToken.None);
    }
}
