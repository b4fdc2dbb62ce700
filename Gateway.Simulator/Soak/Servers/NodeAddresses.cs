using System.Net;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>Where one node can be reached.</summary>
/// <param name="Socket">The device socket.</param>
/// <param name="Api">The platform API.</param>
internal sealed record NodeAddresses(IPEndPoint Socket, Uri Api);
