using System.Net;

namespace Gateway.Host.NodeLinks;

/// <summary>How two nodes prove to each other that they are of one cluster, before anything is said.</summary>
internal interface ILinkHandshake
{
    /// <summary>Of a connection that came from <paramref name="remote"/>; gives the stream that is spoken on.</summary>
    /// <exception cref="LinkRefusedException">The other side is none of ours.</exception>
    Task<Stream> AcceptAsync(Stream connection, IPEndPoint remote, CancellationToken stop);

    /// <summary>Of a connection that was made to <paramref name="host"/>; gives the stream that is spoken on.</summary>
    /// <exception cref="LinkRefusedException">The other side is none of ours.</exception>
    Task<Stream> ConnectAsync(Stream connection, string host, CancellationToken stop);
}
