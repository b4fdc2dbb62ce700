using System.Net;

namespace Gateway.Simulator.Soak.Servers;

/// <summary>Where the gateway that is soaked can be reached, whichever of its processes lives.</summary>
/// <param name="Nodes">At least one.</param>
/// <param name="ApiKey">Any key that may do everything but keys and settings; the same on all nodes.</param>
internal sealed record SoakAddresses(IReadOnlyList<NodeAddresses> Nodes, string ApiKey)
{
    /// <summary>One node.</summary>
    public SoakAddresses(IPEndPoint socket, Uri api, string apiKey)
        : this([new NodeAddresses(socket, api)], apiKey)
    {
    }

    /// <summary>Without the key.</summary>
    public override string ToString() => string.Join(", ", Nodes);
}
