using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Load;
using Gateway.Actors.Nodes;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Budgets;
using Gateway.Edge.Dialects;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.DeviceHttp;

/// <summary>Finds the terminal of a request by its SN.</summary>
/// <param name="sightings">Where refusals are noted for operators; null: nowhere.</param>
internal sealed class TerminalFinder(
    DeviceDirectory directory, DialectTable dialects, NodeIdentity node, SessionNumbers numbers, GuessPace guesses, ILogger<TerminalFinder> log,
    TerminalSightings? sightings = null)
{
    /// <summary>Null when nobody is served; <see cref="TerminalRequest.Refusal"/> then says why (D8, D39).</summary>
    /// <param name="snText">As it came; spaces and NULs at the end do not count (D5).</param>
    /// <exception cref="DeviceDirectoryUnavailableException">The database does not answer, and this node does not know the SN.</exception>
    public async ValueTask<HttpTerminal?> FindAsync(string snText, TerminalRequest request)
    {
        if (!SerialNumber.TryFromText(snText.TrimEnd('\0', ' '), out var sn, out _)) return null;
        var (text, client) = (sn.ToString(), ClientAddress.Of(request.RemoteAddress));
        if (!guesses.TryAsk(client, text, out var isCounted)) return Refuse(request, TerminalRefusal.Paced, "paced");
        if (await directory.FindAsync(text) is not { Device: var device })
        {
            NoteUnknown(text, request, isRefusedUpload: false);
            return Refuse(request, TerminalRefusal.Unknown, "unknown");
        }


        var dialect = dialects.Of(device.Dialect);
        request.Form.IsOf(device, dialect);
        if (WhyRefused(device, request) is { } reason) return Refuse(request, TerminalRefusal.Refused, reason);
        guesses.Served(client, device.Sn, isCounted);
        if (!DesKey.TryParse(device.Key.Reveal(), out var key, out var error))
            throw new InvalidOperationException($"the stored key of device {device.Sn} cannot be decrypted or is none: {error}; give it one by PUT");

        // Nobody for a lane: nothing is ever sent to it on its own.
        var session = new Session(new SessionId(node.Uid, numbers.Next()), ActorRefs.Nobody, Transport.Http, request.Remote, node.Name, request.At);
        return request.Terminal = new HttpTerminal(device, sn, dialect, new DesCipher(key, dialect.Cipher), session);
    }

    /// <summary>An upload of an SN that is not known is about to be answered -2: it may cost the terminal its records (D39).</summary>
    public void UploadRefused(string snText, TerminalRequest request)
    {
        if (SerialNumber.TryFromText(snText.TrimEnd('\0', ' '), out var sn, out _)) NoteUnknown(sn.ToString(), request, isRefusedUpload: true);
    }

    private void NoteUnknown(string sn, TerminalRequest request, bool isRefusedUpload) => sightings?.NoteUnknown(UnknownTerminal.Once(
        sn, Transport.Http, request.Remote, request.RemoteAddress, request.At, request.Route, request.Length, AnswerForms.Text(request.Form.FirstGuess), isRefusedUpload));

    private static HttpTerminal? Refuse(TerminalRequest request, TerminalRefusal refusal, string reason)
    {
        EdgeMetrics.Unserved(Transport.Http, reason);
        request.Refusal = refusal;
        return null;
    }

    /// <summary>Null when the device is served. Else why not, after operators were told.</summary>
    private string? WhyRefused(Device device, TerminalRequest request)
    {
        if (!device.IsServed)
        {
            sightings?.Note(device.Sn, SightingKind.DisabledSn, request.Remote, "HTTPS");
            return "disabled";
        }

        if (!device.Transports.HasFlag(DeviceTransports.Https))
        {
            DeviceHttpLog.NotByHttps(log, device.Sn, request.Remote);
            sightings?.Note(device.Sn, SightingKind.TransportNotAllowed, request.Remote, "HTTPS");
            return "transport";
        }

        if (device.AllowedAddresses.Contains(request.RemoteAddress)) return null;
        DeviceHttpLog.NotAllowed(log, device.Sn, request.Remote);
        EdgeMetrics.AddressRefused(Transport.Http);
        sightings?.Note(device.Sn, SightingKind.AddressNotAllowed, request.Remote, "HTTPS");
        return "address";
    }
}
