using System.Collections.Frozen;
using System.Net;
using DotNetty.Transport.Bootstrapping;
using DotNetty.Transport.Channels;
using DotNetty.Transport.Channels.Sockets;
using Gateway.Codec.Crypto;
using Gateway.Peers.Protocol;

namespace Gateway.Peers.Netty;

/// <summary>DotNetty: a channel and a handler of its own for each connection, on event loops, two for each core as DotNetty comes.</summary>
internal sealed class NettyServer : IHeartbeatServer
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly MultithreadEventLoopGroup _acceptor = new(1);
    private readonly MultithreadEventLoopGroup _loops = new();
    private IChannel? _listener;

    private NettyServer()
    {
    }

    public int Port => ((IPEndPoint)_listener!.LocalAddress).Port;

    public static async Task<NettyServer> StartAsync(FrozenDictionary<string, DesCipher> ciphers)
    {
        var server = new NettyServer();
        server._listener = await new ServerBootstrap().Group(server._acceptor, server._loops).Channel<TcpServerSocketChannel>()
            .Option(ChannelOption.SoBacklog, 4096).ChildOption(ChannelOption.TcpNodelay, true)
            .ChildHandler(new ActionChannelInitializer<IChannel>(channel => channel.Pipeline.AddLast(new NettyHandler(ciphers))))
            .BindAsync(IPAddress.Loopback, 0);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _listener!.CloseAsync();
        await Task.WhenAll(_acceptor.ShutdownGracefullyAsync(TimeSpan.Zero, StopWithin), _loops.ShutdownGracefullyAsync(TimeSpan.Zero, StopWithin));
    }
}
