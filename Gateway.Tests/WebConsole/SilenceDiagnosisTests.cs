using Gateway.Actors.Devices;
using Gateway.Actors.Sightings;
using Gateway.WebConsole.Text;
using Gateway.WebConsole.Verdicts;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>Each cause of silence, from the evidence that it leaves.</summary>
public class SilenceDiagnosisTests
{
    private static readonly AllowedAddresses List = AllowedAddresses.Of(["192.0.2.0/24"]);
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_UnknownSnThatTried_NamesTheAddress()
    {
        var verdict = Of(Evidence() with { IsKnown = false, Sightings = [Seen(SightingKind.UnknownSn, 3)] });

        Assert.Equal("unknown-sn", verdict.Code);
        Assert.Contains("10.0.0.7:5000", verdict.English, StringComparison.Ordinal);
        Assert.Contains("10.0.0.7:5000", verdict.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UnknownSnThatNobodyUses_SaysSo() => Assert.Equal("not-provisioned", Of(Evidence() with { IsKnown = false }).Code);

    [Fact]
    public void Of_DisabledDevice_IsDisabledWhateverElseWasSeen() =>
        Assert.Equal("disabled", Of(Evidence() with { Status = "disabled", Sightings = [Seen(SightingKind.DisabledSn, 9), Seen(SightingKind.WrongKey, 2)] }).Code);

    [Fact]
    public void Of_NothingEverHeard_IsNeverConnected() => Assert.Equal("never-connected", Of(Evidence()).Code);

    [Fact]
    public void Of_NeverSeenButUndecryptableBodies_IsWrongKey() =>
        Assert.Equal("wrong-key", Of(Evidence() with { Sightings = [Seen(SightingKind.Refused, 4), Seen(SightingKind.WrongKey, 4)] }).Code);

    [Fact]
    public void Of_UndecryptableUploadOverHttps_IsWrongKey() =>
        Assert.Equal("wrong-key", Of(Evidence() with { IsHttp = true, UndecryptableUploadAt = Now.AddMinutes(-1) }).Code);

    [Fact]
    public void Of_WrongKeyBeforeItWasLastHeard_IsNoReasonAnyMore() =>
        Assert.Equal("closed", Of(Away("peer_closed") with { Sightings = [Seen(SightingKind.WrongKey, 4, agoMinutes: 50)] }).Code);

    [Fact]
    public void Of_RefusedFrames_TellsTheDetail()
    {
        var verdict = Of(Evidence() with { Sightings = [Seen(SightingKind.Refused, 2, detail: "heartbeat: 9999 date_time: no time that can be read")] });

        Assert.Equal("frames-refused", verdict.Code);
        Assert.Contains("date_time", verdict.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silent", "went-silent")]
    [InlineData("bad_frames", "bad-frames")]
    [InlineData("replaced", "replaced")]
    [InlineData("revoked", "revoked")]
    [InlineData("slow_reader", "slow-reader")]
    [InlineData("draining", "gateway-restarted")]
    [InlineData("node_lost", "gateway-restarted")]
    [InlineData("lane_lost", "gateway-restarted")]
    [InlineData("peer_closed", "closed")]
    public void Of_EndedConnection_TellsWhy(string reason, string code) => Assert.Equal(code, Of(Away(reason)).Code);

    [Fact]
    public void Of_HttpsTerminalWithoutRequests_IsQuiet() => Assert.Equal("http-quiet", Of(Away("node_lost") with { IsHttp = true }).Code);

    [Theory]
    [InlineData(-1_795_000_000, "slow")] // 1970
    [InlineData(3600, "fast")]
    public void Of_ClockOff_IsClockWrong(int skew, string word)
    {
        var verdict = Of(Online() with { ClockSkewSeconds = skew });

        Assert.Equal("clock-wrong", verdict.Code);
        Assert.Contains(word, verdict.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ClockAsFarOffAsAllowed_IsOnline() => Assert.Equal("online", Of(Online() with { ClockSkewSeconds = 60 }).Code);

    [Fact]
    public void Of_ManyTakeovers_IsSnConflict() => Assert.Equal("sn-conflict", Of(Online() with { Takeovers = 3 }).Code);

    [Theory]
    [InlineData("online")]
    [InlineData("offline")]
    public void Of_ConnectionsThatKeepEnding_IsFlapping(string status) => Assert.Equal(
        "flapping", Of(Away("peer_closed") with { Status = status, Sightings = [Seen(SightingKind.Closed, 6, firstAgoMinutes: 5, detail: "peer_closed")] }).Code);

    [Fact]
    public void Of_FiveEndsInADay_IsNoFlapping() => Assert.Equal(
        "online", Of(Online() with { Sightings = [Seen(SightingKind.Closed, 5, firstAgoMinutes: 1440, detail: "peer_closed")] }).Code);

    [Fact]
    public void Of_OnlineWhileAnotherTriesItsSn_Warns() =>
        Assert.Equal("wrong-key-elsewhere", Of(Online() with { Sightings = [Seen(SightingKind.WrongKey, 2)] }).Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_AddressThatItsAllowListDoesNotContain_NamesTheAddress(bool online)
    {
        var verdict = Of((online ? Online() : Away("revoked")) with { Allowed = List, Sightings = [Seen(SightingKind.AddressNotAllowed, 3)] });

        Assert.Equal(online ? "address-not-allowed-elsewhere" : "address-not-allowed", verdict.Code);
        Assert.Contains("an address that its allow-list does not contain (10.0.0.7", verdict.English, StringComparison.Ordinal);
        Assert.Contains("（10.0.0.7）", verdict.Chinese, StringComparison.Ordinal);
        Assert.Contains("3", verdict.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AddressThatIsAllowedByNow_IsNoReasonAnyMore()
    {
        var seen = Evidence() with { Sightings = [Seen(SightingKind.AddressNotAllowed, 3)] };

        Assert.Equal("never-connected", Of(seen).Code);
        Assert.Equal("never-connected", Of(seen with { Allowed = AllowedAddresses.Of(["10.0.0.0/8"]) }).Code);
    }

    [Fact]
    public void Of_WrongKeyLaterThanTheWrongAddress_IsWrongKey() => Assert.Equal(
        "wrong-key",
        Of(Evidence() with { Allowed = List, Sightings = [Seen(SightingKind.WrongKey, 1), Seen(SightingKind.AddressNotAllowed, 3, agoMinutes: 2)] }).Code);

    [Fact]
    public void Of_OnlineTerminal_IsNoFault() => Assert.False(Of(Online()).IsFault);

    [Fact]
    public void In_EachLanguage_IsItsSentence()
    {
        var verdict = Of(Evidence());

        Assert.Equal(verdict.English, verdict.In(ConsoleText.English));
        Assert.Equal(verdict.Chinese, verdict.In(ConsoleText.Chinese));
    }

    private static Verdict Of(SilenceEvidence evidence) => SilenceDiagnosis.Of(evidence);

    private static SilenceEvidence Evidence() => new() { Now = Now };

    private static SilenceEvidence Online() => new() { Now = Now, Status = "online", LastSeen = Now.AddSeconds(-5) };

    private static SilenceEvidence Away(string reason) => new() { Now = Now, Status = "offline", LastSeen = Now.AddMinutes(-30), OfflineReason = reason };

    private static Sighting Seen(SightingKind kind, long count, int agoMinutes = 1, int? firstAgoMinutes = null, string detail = "detail") =>
        new("smz-1", kind, Now.AddMinutes(-(firstAgoMinutes ?? (agoMinutes + 5))), Now.AddMinutes(-agoMinutes), count, "10.0.0.7:5000", detail);
}
