using System.Net;
using Gateway.Host.NodeLinks;

namespace Gateway.Benchmarks.Heartbeats;

/// <summary>Links between nodes without TLS and without any proof, to see what those cost. Here only: the program cannot be set to it.</summary>
internal sealed class ClearLinks : ILinkHandshake
{
    public Task<Stream> AcceptAsync(Stream connection, IPEndPoint remote, CancellationToken stop) => Task.FromResult(connection);

    public Task<Stream> ConnectAsync(Stream connection, string host, CancellationToken stop) => Task.FromResult(connection);
}
