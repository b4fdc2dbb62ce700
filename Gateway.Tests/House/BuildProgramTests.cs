using Gateway.Build;
using Gateway.Tests.Whole.Processes;
using Xunit;

namespace Gateway.Tests.House;

/// <summary>What the build program makes of the answers of others.</summary>
public sealed class BuildProgramTests
{
    [Fact]
    public void TestSummary_NoResultFiles_CountsNothing()
    {
        using var directory = new TempDirectory();

        Assert.Equal(new TestSummary(0, 0, 0), TestSummary.Read(directory));
        Assert.Equal(new TestSummary(0, 0, 0), TestSummary.Read(directory.Combine("missing")));
    }

    [Fact]
    public void TestSummary_ResultFiles_AddsThemUp()
    {
        using var directory = new TempDirectory();
        const string counters = """<TestRun xmlns="urn:any"><ResultSummary><Counters total="9" passed="5" failed="1" error="1" /></ResultSummary></TestRun>""";
        File.WriteAllText(directory.Combine("a.trx"), counters);
        File.WriteAllText(directory.Combine("b.trx"), counters);

        Assert.Equal(new TestSummary(10, 4, 4), TestSummary.Read(directory));
    }

    [Theory]
    [InlineData(0, 0, 0, 1, "no test ran: the build failed")]
    [InlineData(0, 0, 0, 0, "no test ran: the filter names none")]
    [InlineData(0, 0, 7, 0, "no test ran: all of them were skipped")]
    [InlineData(5, 2, 0, 1, "2 of 7 tests failed")]
    [InlineData(5, 0, 0, 134, "`dotnet test` ended with code 134")]
    public void TestSummary_RunThatProvesNothing_SaysWhy(int passed, int failed, int skipped, int exitCode, string why) =>
        Assert.Contains(why, new TestSummary(passed, failed, skipped).Fault(exitCode)!);

    [Fact]
    public void TestSummary_TestsPassed_HasNoFault() => Assert.Null(new TestSummary(5, 0, 2).Fault(0));

    [Fact]
    public void Audit_PackagesOfTwoProjects_AreToldOnceWithWhatIsWrong()
    {
        const string frameworks =
            """
            "frameworks": [{
              "topLevelPackages": [{ "id": "B", "resolvedVersion": "1.0.0", "vulnerabilities": [{ "severity": "High", "advisoryurl": "https://example.org/1" }] }],
              "transitivePackages": [{ "id": "A", "resolvedVersion": "2.0.0", "deprecationReasons": ["Legacy"], "alternativePackage": { "id": "C", "versionRange": "*" } }]
            }]
            """;

        var lines = AuditTarget.Read($$"""{ "version": 1, "projects": [{ "path": "x", {{frameworks}} }, { "path": "y", {{frameworks}} }, { "path": "z" }] }""");

        Assert.Equal(["A 2.0.0, Legacy, use C", "B 1.0.0, High: https://example.org/1"], lines);
    }

    [Fact]
    public void Audit_NothingFound_IsEmpty() => Assert.Empty(AuditTarget.Read("""{ "version": 1, "projects": [{ "path": "x" }] }"""));
}
