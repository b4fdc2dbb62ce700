using System.Net;
using System.Text.RegularExpressions;
using Gateway.Actors.Devices;
using Gateway.Actors.Sightings;
using Gateway.Tests.House;
using Gateway.WebConsole.Devices;
using Gateway.WebConsole.Text;
using Gateway.WebConsole.Verdicts;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>What stands beside the sentence about a terminal.</summary>
public sealed partial class DeviceStepsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    private static readonly SilenceEvidence Evidence = new() { Now = Now, Status = "offline", LastSeen = Now.AddHours(-1) };

    [Fact]
    public void Of_EveryFault_HasAtLeastOneStepAndEachHasItsWordsInBothLanguages()
    {
        var source = File.ReadAllText(Repository.PathOf("Gateway.WebConsole/Verdicts/SilenceDiagnosis.cs"));
        var codes = CodeOfVerdict().Matches(source).Select(static match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(codes.Count > 20, string.Join(' ', codes));

        foreach (var code in codes.Where(static code => code != "online"))
        {
            var steps = DeviceSteps.Of(code, Evidence);
            Assert.True(steps.Count > 0, code);
            Assert.Equal(steps.Count, steps.Distinct().Count());
            Assert.All(steps, static step => Assert.NotEqual(ConsoleText.English.Step(step), ConsoleText.Chinese.Step(step)));
        }

        Assert.Empty(DeviceSteps.Of("online", Evidence));
    }

    [Theory]
    [InlineData("disabled", "Enable")]
    [InlineData("clock-wrong", "SetClock")]
    [InlineData("address-not-allowed", "AllowAddress")]
    [InlineData("transport-not-allowed", "AllowTransports")]
    [InlineData("unknown-sn", "AddDevice")]
    [InlineData("wrong-key", "EnterKey")]
    [InlineData("closed", "ShowSite")]
    public void Of_AFault_BeginsWithWhatHelpsMost(string code, string step) => Assert.Equal(step, DeviceSteps.Of(code, Evidence)[0].ToString());

    [Fact]
    public void Of_WrongKey_OffersTheQuarantineOnlyWhereSomethingIsInIt()
    {
        Assert.DoesNotContain(DeviceStep.ReadAgain, DeviceSteps.Of("wrong-key", Evidence));
        Assert.Contains(DeviceStep.ReadAgain, DeviceSteps.Of("wrong-key", Evidence with { UndecryptableUploadAt = Now }));
    }

    [Fact]
    public void StrangerOf_AnAddressThatIsNotAllowed_IsTheOneToAllow()
    {
        var sighting = new Sighting("a", SightingKind.AddressNotAllowed, Now, Now, 3, "[::ffff:192.0.2.77]:5000", "heartbeat");
        var evidence = Evidence with { Allowed = AllowedAddresses.Of(["10.0.0.0/8"]), Sightings = [sighting] };

        Assert.Equal("address-not-allowed", SilenceDiagnosis.Of(evidence).Code);
        Assert.Equal(IPAddress.Parse("192.0.2.77"), SilenceDiagnosis.StrangerOf(evidence));
        Assert.Null(SilenceDiagnosis.StrangerOf(evidence with { Allowed = AllowedAddresses.Of(["192.0.2.0/24"]) }));
    }

    [GeneratedRegex("""new\((?:e\.\w+ .* \? "[a-z-]+" : )?"([a-z][a-z-]+)", (?:true|false)""")]
    private static partial Regex CodeOfVerdict();
}
