using Gateway.Actors.Devices;
using Gateway.Actors.Sessions;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;

namespace Gateway.Edge.DeviceHttp;

/// <summary>The terminal that sent a request: known and enabled.</summary>
/// <param name="Sn">Its wire form, to compare with the SNs inside a body (D11).</param>
/// <param name="Session">This request alone: an HTTPS terminal has no lasting connection (D25).</param>
internal sealed record HttpTerminal(Device Device, SerialNumber Sn, Dialect Dialect, DesCipher Cipher, Session Session)
{
    public override string ToString() => Device.Sn;
}
