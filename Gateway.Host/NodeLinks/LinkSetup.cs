using Akka.Actor.Setup;

namespace Gateway.Host.NodeLinks;

/// <summary>What <see cref="NodeTransport"/> needs besides its configuration: Akka makes it itself.</summary>
internal sealed class LinkSetup(ILinkHandshake handshake, LinkWatch watch) : Setup
{
    public ILinkHandshake Handshake => handshake;

    public LinkWatch Watch => watch;
}
