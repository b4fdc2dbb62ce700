using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Codec.Bodies;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>GetDelPerson (§6.4, D22): hands out the deletions that are queued for the terminal, oldest first.</summary>
internal sealed class GetDelPersonRoute(DeviceRegion region, TerminalFinder terminals, DeviceHttpLimits limits) : IDeviceRoute
{
    public string Name => "GetDelPerson";

    public async Task<TerminalReply> AnswerAsync(TerminalRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal) return TerminalReply.Unserved(request);

        var handedOut = await region.TakeAsync(terminal, request, CommandType.PersonDelete, limits);
        if (handedOut.Commands.Count == 0) return TerminalReply.Idle;

        var now = DeviceTime.Format(DeviceTime.FromUtc(request.At, terminal.Dialect.TimeZone));
        var deletions = handedOut.Commands.Select(command => new PersonDeleteBody(command.UserId ?? "", now)).ToList();
        return TerminalReply.Result(TerminalReply.Success, ReplyWord.Deletions(deletions.Count), terminal.Cipher.EncryptToText(DeletionArrayBody.ToUtf8(deletions)));
    }

    /// <summary>As <see cref="GetAddPersonRoute.Refuse"/>.</summary>
    public TerminalReply Refuse(ReplyWord word, string reason) => TerminalReply.None;
}
