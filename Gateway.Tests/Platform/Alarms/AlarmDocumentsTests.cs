using System.Text.RegularExpressions;
using Gateway.Platform.Alarms;
using Gateway.Tests.House;
using Xunit;

namespace Gateway.Tests.Platform.Alarms;

/// <summary>Rules, dashboard and runbooks speak of what there is.</summary>
public sealed partial class AlarmDocumentsTests
{
    [Fact]
    public void Runbooks_EveryAlarm_HasOneAndTheGuideNamesIt()
    {
        var guide = Repository.Read("docs/operators.md");
        Assert.All(AlarmCodes.All, code =>
        {
            Assert.Contains($"Alarm `{code}`", Repository.Read($"docs/runbooks/{code}.md"), StringComparison.Ordinal);
            Assert.Contains($"(runbooks/{code}.md)", guide, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("deploy/prometheus/gateway.rules.yaml")]
    [InlineData("deploy/grafana/gateway.json")]
    public void Metrics_OfRulesAndDashboard_StandInTheGuide(string path)
    {
        var guide = Metric().Matches(Repository.Read("docs/operators.md")).Select(match => match.Value).ToHashSet();
        var used = Metric().Matches(Repository.Read(path)).Select(match => Suffix().Replace(match.Value, "")).Distinct().ToList();

        Assert.NotEmpty(used);
        Assert.All(used, name => Assert.Contains(name, guide));
    }

    [Fact]
    public void Rules_Runbooks_AreThere() => Assert.All(
        Runbook().Matches(Repository.Read("deploy/prometheus/gateway.rules.yaml")).Select(match => match.Groups[1].Value),
        path => Assert.NotEmpty(Repository.Read(path)));

    [GeneratedRegex("gateway_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("_bucket$")]
    private static partial Regex Suffix();

    [GeneratedRegex("runbook: (\\S+)")]
    private static partial Regex Runbook();
}
