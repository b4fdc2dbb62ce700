using System.CommandLine;
using Gateway.Simulator.Reports;

namespace Gateway.Simulator.Verbs;

/// <summary><c>report</c>: the reports of several <c>run</c>s at the same time as one.</summary>
internal sealed class ReportVerb
{
    private readonly Argument<string[]> _files = new("reports")
    {
        Description = "Files that run --report wrote.",
        Arity = ArgumentArity.OneOrMore
    };

    private readonly Option<string> _json = new("--json") { Description = "Write the merged report to this file.", HelpName = "file" };
    private readonly Option<string> _plot = new("--plot") { Description = "Draw rates and latencies over time into this file, as SVG.", HelpName = "file" };

    public static Command Create() => new ReportVerb().ToCommand();

    private Command ToCommand()
    {
        var verb = new Command("report", "Merges the reports of several processes that ran as one, percentiles included. Exit code 1 when one of them failed.")
        {
            _files, _json, _plot
        };
        verb.SetAction(RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        try
        {
            var reports = new List<RunReport>();
            foreach (var path in parsed.GetRequiredValue(_files))
            {
                await using var file = File.OpenRead(path);
                reports.Add(await JsonSerializer.DeserializeAsync(file, RunReportJson.Default.RunReport, stop) ?? throw new JsonException($"{path} is empty"));
            }

            var merged = ReportMerger.Merge(reports);
            RunReportText.Write(parsed.InvocationConfiguration.Output, merged);
            await RunReportFiles.WriteAsync(merged, parsed.GetValue(_json), parsed.GetValue(_plot));
            return reports.All(report => report.Failure is null) ? ExitCode.Fine : ExitCode.Broken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new UsageException($"A report cannot be read or written: {e.Message}", e);
        }
    }
}
