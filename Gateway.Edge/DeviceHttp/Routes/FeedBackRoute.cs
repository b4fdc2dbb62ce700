using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>
/// FeedBack (§6.5, D23): the terminal's report on what it was handed. Answered 0 once the outcome is durable, also when nothing was in flight.
/// </summary>
internal sealed class FeedBackRoute(DeviceRegion region, TerminalFinder terminals, DeviceHttpLimits limits) : IDeviceRoute
{
    /// <summary>Characters of <c>msg</c> that are kept.</summary>
    private const int MessageLengthMax = FeedbackWords.LengthMax;

    public string Name => "FeedBack";

    public async Task<TerminalReply> AnswerAsync(TerminalRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal) return TerminalReply.Unserved(request);
        var typeText = request.Parameters.Text("type");
        if (typeText.Length == 0) return TerminalReply.Result(TerminalReply.Empty, ReplyWord.TypeMissing);
        if (!int.TryParse(typeText, NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type > 3)
            return TerminalReply.Result(TerminalReply.Failure, ReplyWord.TypeNot0To3);

        var isDeletion = type < 2;
        var swapped = isDeletion ? terminal.Dialect.FeedbackSwapped : null; // D32: null = the words first, then the habit, then the specification
        var succeeded = isDeletion ? type == (swapped == true ? 1 : 0) : type == 2;
        var message = request.Parameters.Text("msg");
        var feedback = new FeedbackReceived(
            terminal.Device.Sn,
            terminal.Session,
            request.At,
            isDeletion ? CommandType.PersonDelete : CommandType.PersonPush,
            (byte)type,
            succeeded,
            swapped is null ? FeedbackOrigin.Specification : FeedbackOrigin.Dialect,
            message.Length == 0 ? null : message[..Math.Min(message.Length, MessageLengthMax)]);
        var noted = await region.AskAsync<FeedbackNoted>(terminal.Device.FeedbackFromPull ? new FeedbackFromPull(feedback) : feedback, limits.ActorWithin);
        return TerminalReply.Result(TerminalReply.Success, ReplyWord.Settled(noted.Settled));
    }

    public TerminalReply Refuse(ReplyWord word, string reason) => TerminalReply.Result(TerminalReply.Failure, word, detail: reason);
}
