using System.Globalization;
using System.Xml.Linq;

namespace Gateway.Build;

/// <summary>What became of the tests, over all test assemblies.</summary>
internal sealed record TestSummary(int Passed, int Failed, int Skipped)
{
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
}
