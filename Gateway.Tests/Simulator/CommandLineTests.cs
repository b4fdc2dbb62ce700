using System.CommandLine;
using Gateway.Simulator.Verbs;
using Xunit;

namespace Gateway.Tests.Simulator;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--terminals 18000 --seconds 600 --heartbeat-every 30 --upload-every 5 --records-per-upload 1 --regroup --order mixed")]
    [InlineData("--terminals 0 --http-terminals 3 --habits java,dotnet,android --device-http https://127.0.0.1:6961 --http-poll-every 0.5 --fail-words no")]
    [InlineData("--open-loop --source-addresses 4 --storm-at 30 --first-terminal 9001 --report r.json --plot p.svg")]
    [InlineData("--gateway [::1]:7000 --api http://127.0.0.1:9 --no-provision --fail-users bad* --clock-error -86400")]
    public void Run_PossibleOptions_AreTaken(string options) => Assert.Empty(Errors(RunVerb.Create(), options));

    [Theory]
    [InlineData("--terminals 0", "--terminals 0: there must be some")]
    [InlineData("--http-terminals 3 --habits java,cobol", "a list of android, dotnet, java")]
    [InlineData("--device-http ftp://x", "an http or https address")]
    [InlineData("--terminals many", "--terminals many: a number")]
    [InlineData("--records-per-upload 5", "--records-per-upload 5: a number from 1 to 4")]
    [InlineData("--order middle", "middle")]
    [InlineData("--gateway localhost", "host:port is expected")]
    [InlineData("--gateway localhost:66000", "host:port is expected")]
    [InlineData("--api localhost:8080", "--api localhost:8080: an http or https address")]
    [InlineData("--prefix elevenchars", "an SN has at most 16 characters")]
    [InlineData("--uploads-per-second 5 --upload-every 5", "exclude each other")]
    [InlineData("--unknown", "--unknown")]
    public void Run_ImpossibleOptions_AreRefused(string options, string reason) =>
        Assert.Contains(Errors(RunVerb.Create(), options), error => error.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("heartbeat --sn a --key l8iTgWXT --order little --clock x --wait 0.5")]
    [InlineData("upload --sn a --time x")]
    [InlineData("upload --sn a --user-id u --user-id v --time x")]
    [InlineData("result --sn a --of clock --code 9021")]
    [InlineData("raw --sn a --hex DDCC00")]
    public void Send_PossibleOptions_AreTaken(string options) => Assert.Empty(Errors(SendVerb.Create(), options));

    [Theory]
    [InlineData("heartbeat", "--sn")]
    [InlineData("heartbeat --sn seventeen-chars-x", "at most 16")]
    [InlineData("upload --sn a --user-id u --time t --time t", "more --time")]
    [InlineData("raw --sn a --hex 123", "in pairs")]
    [InlineData("raw --sn a --word 0x100", "a byte is expected")]
    [InlineData("result --sn a --of nothing", "nothing")]
    public void Send_ImpossibleOptions_AreRefused(string options, string reason) =>
        Assert.Contains(Errors(SendVerb.Create(), options), error => error.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void Send_KeyThatIsNone_IsRefusedWithoutShowingIt()
    {
        var error = Assert.Single(Errors(SendVerb.Create(), "heartbeat --sn a --key s3cret"));

        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WithoutALog_IsRefused() => Assert.NotEmpty(Errors(VerifyVerb.Create(), ""));

    [Theory]
    [InlineData("--photo-bytes 100", "0, or 400 and more")]
    [InlineData("--prefix thirteenchars", "at most 16")]
    [InlineData("--workers 0", "from 1 to")]
    public void Enrol_ImpossibleOptions_AreRefused(string options, string reason) =>
        Assert.Contains(Errors(EnrolVerb.Create(), options), error => error.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void Enrol_PossibleOptions_AreTaken() =>
        Assert.Empty(Errors(EnrolVerb.Create(), "--workers 1000 --photo-bytes 20000 --ledger l --device-http https://127.0.0.1:6965 --at-once 4"));

    [Fact]
    public void VerifyRegistrations_WithoutALedger_IsRefused() => Assert.NotEmpty(Errors(VerifyRegistrationsVerb.Create(), ""));

    private static List<string> Errors(Command verb, string options) =>
        [.. verb.Parse(options.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Errors.Select(error => error.Message)];
}
