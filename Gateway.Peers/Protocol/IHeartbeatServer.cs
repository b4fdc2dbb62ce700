namespace Gateway.Peers.Protocol;

/// <summary>A server of heartbeats and of nothing else, on a free port of 127.0.0.1.</summary>
internal interface IHeartbeatServer : IAsyncDisposable
{
    int Port { get; }
}
