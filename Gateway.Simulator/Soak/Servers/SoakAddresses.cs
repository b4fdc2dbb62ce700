using System.Net;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>Where the gateway that is soaked can be reached, whichever of its processes lives.</summary>
/// <param name="Socket">The device socket.</param>
/// <param name="Api">The platform API.</param>
/// <param name="ApiKey">Any key that may do everything but keys and settings.</param>
internal sealed record SoakAddresses(IPEndPoint Socket, Uri Api, string ApiKey)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Socket} {Api}";
}
