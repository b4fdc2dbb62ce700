using System.Xml.Linq;

namespace Gateway.Build;

/// <summary>What became of the tests, over all test assemblies.</summary>
internal sealed record TestSummary(int Passed, int Failed, int Skipped)
{
    public int Total => Passed + Failed + Skipped;

    /// <summary>Adds up the counters of the result files (TRX) under <paramref name="directory"/>; all zero when there are none.</summary>
    public static TestSummary Read(string directory)
    {
        var sum = new TestSummary(0, 0, 0);
        var files = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.trx", SearchOption.AllDirectories) : [];
        foreach (var file in files)
        {
            var counters = XDocument.Load(file).Descendants().First(element => element.Name.LocalName == "Counters");
            int Count(string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

            var passed = Count("passed");
            var failed = Count("failed") + Count("error") + Count("timeout") + Count("aborted");
            sum = new TestSummary(sum.Passed + passed, sum.Failed + failed, sum.Skipped + Count("total") - passed - failed);
        }

        return sum;
    }

    /// <summary>What is wrong with a run of <c>dotnet test</c> that ended with <paramref name="exitCode"/>; null when all is well. A run without a test is not.</summary>
    public string? Fault(int exitCode) => this switch
    {
        { Failed: > 0 } => $"{Failed} of {Total} tests failed",
        { Total: 0 } when exitCode != 0 => "no test ran: the build failed, or the tests could not be started; the errors stand above",
        { Total: 0 } => "no test ran: the filter names none",
        _ when exitCode != 0 => $"no test failed, but `dotnet test` ended with code {exitCode}: it broke off; why stands above",
        { Passed: 0 } => "no test ran: all of them were skipped",
        _ => null,
    };
}
