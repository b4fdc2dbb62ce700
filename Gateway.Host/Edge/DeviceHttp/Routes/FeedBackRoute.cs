using System.Globalization;
using Gateway.Actors.Commands;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>
/// FeedBack (§6.5, D23): the terminal's report on what it was handed. Answered 0 once the outcome is durable, also when nothing was in flight.
/// </summary>
internal sealed class FeedBackRoute(DeviceHttpNode node, TerminalFinder terminals, DeviceHttpLimits limits) : IDeviceRoute
{
    /// <summary>Characters of <c>msg</c> that are kept.</summary>
    private const int MessageLengthMax = 200;

    public string Name => "FeedBack";

    public async Task<DeviceReply> AnswerAsync(DeviceRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal) return DeviceReplies.UnknownSn;
        var typeText = request.Parameters.Text("type");
        if (typeText.Length == 0) return DeviceReply.Result(DeviceReply.Empty, "type: missing");
        if (!int.TryParse(typeText, NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type > 3)
            return Refuse("type: must be 0, 1, 2 or 3", isOurs: false);

        var isDeletion = type < 2;
        var succeeded = isDeletion ? type == (terminal.Dialect.FeedbackSwapped ? 1 : 0) : type == 2;
        var message = request.Parameters.Text("msg");
        var noted = await node.Region.AskAsync<FeedbackNoted>(
            new FeedbackReceived(
                terminal.Device.Sn,
                terminal.Session,
                request.At,
                isDeletion ? CommandType.PersonDelete : CommandType.PersonPush,
                succeeded,
                message.Length == 0 ? null : message[..Math.Min(message.Length, MessageLengthMax)],
                terminal.Dialect.FeedbackPerPerson),
            limits.ActorWithin);
        return DeviceReply.Result(DeviceReply.Success, $"{noted.Settled} settled");
    }

    public DeviceReply Refuse(string reason, bool isOurs) => DeviceReply.Result(DeviceReply.Failure, reason);
}
