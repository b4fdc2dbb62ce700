using Gateway.Actors.Commands;
using Gateway.Codec.Bodies;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>GetDelPerson (§6.4, D22): hands out the deletions that are queued for the terminal, oldest first.</summary>
internal sealed class GetDelPersonRoute(DeviceHttpNode node, TerminalFinder terminals, DeviceHttpLimits limits) : IDeviceRoute
{
    public string Name => "GetDelPerson";

    public async Task<DeviceReply> AnswerAsync(DeviceRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal) return DeviceReplies.UnknownSn;

        var handedOut = await node.Region.AskAsync<HandedOut>(
            new TakeCommands(
                terminal.Device.Sn,
                terminal.Session,
                request.At,
                CommandType.PersonDelete,
                DeviceHttpLimits.HandOutPersonsMax,
                DeviceHttpLimits.HandOutBytesMax),
            limits.ActorWithin);
        if (handedOut.Commands.Count == 0) return DeviceReplies.Idle;

        var now = DeviceTime.Format(DeviceTime.FromUtc(request.At, terminal.Dialect.TimeZone));
        var deletions = handedOut.Commands.Select(command => new PersonDeleteBody(command.UserId ?? "", now)).ToList();
        return DeviceReply.Result(DeviceReply.Success, $"{deletions.Count} deletions", terminal.Cipher.EncryptToText(DeletionArrayBody.ToUtf8(deletions)));
    }

    public DeviceReply Refuse(string reason, bool isOurs) => DeviceReply.Result(DeviceReply.Failure, reason);
}
