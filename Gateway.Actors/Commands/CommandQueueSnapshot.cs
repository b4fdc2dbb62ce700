using Gateway.Actors.Habits;
using Gateway.Actors.Sessions;
using Gateway.Actors.Wire;

namespace Gateway.Actors.Commands;

/// <summary>The whole state of one device's queue, as its snapshot keeps it. Frozen once landed (see <c>Serialization/</c>).</summary>
/// <param name="Open">Commands that have not ended, in the order in which they go.</param>
/// <param name="HandOuts">What is in flight, or goes out together again, and the last hand-out of each kind over HTTPS.</param>
/// <param name="Finished">The last that have ended, oldest first.</param>
/// <param name="LastHandOut">The number of the last hand-out.</param>
/// <param name="ReportsLate">The terminal is known to report late (D23).</param>
/// <param name="Habits">How it reports (D31–D33).</param>
public sealed record CommandQueueSnapshot(
    string Sn, IReadOnlyList<OpenCommand> Open, IReadOnlyList<OpenHandOut> HandOuts, IReadOnlyList<CommandStatus> Finished, long LastHandOut, bool ReportsLate,
    ReportHabits Habits = default) : IGatewaySerializable;

/// <summary>A command that has not ended.</summary>
/// <param name="Alone">It goes alone (D15, D16, D23).</param>
/// <param name="LostRounds">Rounds that it has lost alone (D15).</param>
/// <param name="FirstLostAt">When it lost the first of them; null before.</param>
/// <param name="Silence">How often it went over HTTPS and was never reported (D33).</param>
public sealed record OpenCommand(
    Command Command, int Attempts, DateTimeOffset? SentAt, bool Alone, int LostRounds, DateTimeOffset? FirstLostAt, Silence Silence = default);

/// <summary>Commands that went out together.</summary>
/// <param name="Number">0: a clock correction, or of an earlier version.</param>
/// <param name="Session">The socket session that carries them; null over HTTPS, and when that connection has ended.</param>
/// <param name="Ids">Those that have not ended.</param>
/// <param name="Sendings">Of a frame: how often it was sent.</param>
/// <param name="Ends">Of a frame: ends of its connection that count (D15).</param>
/// <param name="Pull">Over HTTPS only; null in snapshots of an earlier version.</param>
public sealed record OpenHandOut(HandOutVia Via, long Number, SessionId? Session, IReadOnlyList<string> Ids, int Sendings, int Ends, OpenPull? Pull);

/// <summary>What a hand-out over HTTPS has besides: see <c>PullHandOut</c>.</summary>
public sealed record OpenPull(
    CommandType Type, FeedbackRule Rule, bool FollowsUnreported, bool IsOpen, IReadOnlyList<string> Members, IReadOnlyList<OpenFeedback> Feedbacks,
    AnswerForm Form = AnswerForm.Json, bool IsProved = false, UnreportedRule Unreported = UnreportedRule.Fail);

/// <summary>A feedback inside a hand-out.</summary>
public sealed record OpenFeedback(bool Succeeded, string? Text);
