using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Nodes;
using Gateway.Actors.Sessions;
using Gateway.Actors.Sightings;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Edge.Metrics;

namespace Gateway.Edge.DeviceHttp;

/// <summary>Finds the terminal of a request by its SN.</summary>
/// <param name="sightings">Where refusals are noted for operators; null: nowhere.</param>
internal sealed class TerminalFinder(
    DeviceDirectory directory, DialectTable dialects, NodeIdentity node, SessionNumbers numbers, ILogger<TerminalFinder> log, TerminalSightings? sightings = null)
{
    /// <summary>Null when the SN is none, not known, the device is disabled or may not come from this address (D8).</summary>
    /// <param name="snText">As it came; spaces and NULs at the end do not count (D5).</param>
    /// <exception cref="DeviceDirectoryUnavailableException">The database does not answer, and this node does not know the SN.</exception>
    public async ValueTask<HttpTerminal?> FindAsync(string snText, TerminalRequest request)
    {
        if (!SerialNumber.TryFromText(snText.TrimEnd('\0', ' '), out var sn, out _)
            || await directory.FindAsync(sn.ToString()) is not { Device: { Enabled: true } device })
        {
            return null;
        }

        if (!device.AllowedAddresses.Contains(request.RemoteAddress))
        {
            DeviceHttpLog.NotAllowed(log, device.Sn, request.Remote);
            EdgeMetrics.AddressRefused(Transport.Http);
            sightings?.Note(device.Sn, SightingKind.AddressNotAllowed, request.Remote, "HTTPS");
            return null;
        }

        var dialect = dialects.Of(device.Dialect);
        if (!DesKey.TryParse(device.Key.Reveal(), out var key, out var error))
            throw new InvalidOperationException($"the stored key of device {device.Sn} cannot be decrypted or is none: {error}; give it one by PUT");

        // Nobody for a lane: nothing is ever sent to it on its own.
        var session = new Session(new SessionId(node.Uid, numbers.Next()), ActorRefs.Nobody, Transport.Http, request.Remote, node.Address, request.At);
        return request.Terminal = new HttpTerminal(device, sn, dialect, new DesCipher(key, dialect.Cipher), session);
    }
}
