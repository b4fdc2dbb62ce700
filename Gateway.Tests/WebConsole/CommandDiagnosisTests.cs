using Gateway.Actors.Commands;
using Gateway.WebConsole.Verdicts;
using Xunit;

namespace Gateway.Tests.WebConsole;

public class CommandDiagnosisTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private static readonly Verdict Silence = new("went-silent", true, "The network was cut.", "网络中断。");

    [Theory]
    [InlineData("online", false, 0, 0, "waiting-for-heartbeat")]
    [InlineData("online", true, 0, 0, "waiting-for-request")]
    [InlineData("online", false, 0, 4, "behind-others")]
    [InlineData("online", false, 2, 0, "to-be-sent-again")]
    [InlineData("disabled", false, 0, 0, "device-disabled")]
    [InlineData("offline", false, 0, 0, "device-offline")]
    [InlineData("never", false, 0, 0, "device-never-connected")]
    public void Of_QueuedCommand_TellsWhatItWaitsFor(string device, bool http, int attempts, int ahead, string code) =>
        Assert.Equal(code, Of(Status(CommandState.Queued, attempts), device, http, ahead).Code);

    [Fact]
    public void Of_QueuedForSilentTerminal_TellsWhyThatIsSilent()
    {
        var verdict = Of(Status(CommandState.Queued), "offline");

        Assert.Contains(Silence.English, verdict.English, StringComparison.Ordinal);
        Assert.Contains(Silence.Chinese, verdict.Chinese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "in-flight")]
    [InlineData(300, "no-answer")]
    public void Of_CommandInFlight_DependsOnHowLong(int seconds, string code) =>
        Assert.Equal(code, Of(Status(CommandState.InFlight, 1) with { SentAt = Now.AddSeconds(-seconds) }).Code);

    [Theory]
    [InlineData("9999", "face quality too low", 1, "photo-refused")]
    [InlineData("9999", "照片不合格", 1, "photo-refused")]
    [InlineData("9999", "memory full", 1, "refused-by-terminal")]
    [InlineData("9998", "unknown", 1, "refused-by-terminal")]
    [InlineData("9998", "the photo does not fit", 0, "unsendable")]
    public void Of_FailedCommand_TellsWhoRefused(string code, string description, int attempts, string expected) =>
        Assert.Equal(expected, Of(Status(CommandState.Failed, attempts) with { ResultCode = code, ResultDesc = description }).Code);

    [Theory]
    [InlineData(0, "expired-unsent")]
    [InlineData(3, "expired-unanswered")]
    public void Of_ExpiredCommand_TellsWhetherItWasSent(int attempts, string code) => Assert.Equal(code, Of(Status(CommandState.Expired, attempts)).Code);

    [Theory]
    [InlineData(CommandState.Succeeded, "succeeded")]
    [InlineData(CommandState.Cancelled, "cancelled")]
    [InlineData(CommandState.Superseded, "superseded")]
    public void Of_EndedCommand_IsNoFault(CommandState state, string code)
    {
        var verdict = Of(Status(state) with { ResultDesc = "cmd-2", EndedAt = Now });

        Assert.Equal(code, verdict.Code);
        Assert.False(verdict.IsFault);
    }

    private static Verdict Of(CommandStatus status, string device = "online", bool http = false, int ahead = 0) =>
        CommandDiagnosis.Of(new CommandEvidence(Now, status, Silence, device, http, ahead));

    private static CommandStatus Status(CommandState state, int attempts = 0) => new(
        new Command("cmd-1", CommandType.PersonPush, "1001", "ref", 100, "hash", null, Now.AddHours(-1), Now.AddDays(7)), state, attempts, null, null, null, null);
}
