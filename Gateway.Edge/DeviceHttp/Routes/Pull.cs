using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>What GetAddPerson and GetDelPerson have in common (D22).</summary>
internal static class Pull
{
    /// <summary>
    /// Takes what is queued for the terminal, oldest first; from now on the answer has the form of that hand-out (D30). One that was replaced is given nothing (D39).
    /// </summary>
    public static async Task<HandedOut> TakeAsync(this DeviceRegion region, HttpTerminal terminal, TerminalRequest request, CommandType type, DeviceHttpLimits limits)
    {
        if (terminal.Device.UploadsOnly) return new HandedOut(0, [], request.Form.Form);
        var handedOut = await region.AskAsync<HandedOut>(
            new TakeCommands(
                terminal.Device.Sn,
                terminal.Session,
                request.At,
                type,
                DeviceHttpLimits.HandOutPersonsMax,
                DeviceHttpLimits.HandOutBytesMax,
                terminal.Dialect.Feedback,
                request.Form.FirstGuess,
                terminal.Dialect.Answer,
                terminal.Dialect.Unreported),
            limits.ActorWithin);
        request.Form.Is(handedOut.Form);
        return handedOut;
    }
}
