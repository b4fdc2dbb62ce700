using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;

namespace Gateway.Host.NodeLinks;

/// <summary>
/// What nodes speak over: TCP in mutual TLS. Akka.Remote's own transport makes an actor for a connection before it has proved anything, and ends the whole node when a handshake
/// fails that the node began itself (docs/decisions/0071-links-of-our-own.md). Frames are a length (32 bits, little-endian) and so many bytes.
/// </summary>
internal sealed class NodeTransport : Transport, IDisposable
{
    /// <summary>As Akka.Remote calls its own one with TLS.</summary>
    public const string Scheme = "ssl.tcp";

    /// <summary>The protocol in addresses of nodes.</summary>
    public const string Protocol = "akka." + Scheme;

    private const int Backlog = 512;

    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);

    /// <summary>When the process has no descriptor left for a connection.</summary>
    private static readonly TimeSpan AcceptAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly LinkSetup _setup;
    private readonly string _hostname;
    private readonly int _port;
    private readonly HandshakePlaces _places = new();
    private readonly LiveLinks _links = new();
    private readonly CancellationTokenSource _stop = new();
    private Socket? _listener;

    /// <summary>Made by Akka.Remote, as <c>hocon/gateway.conf</c> says.</summary>
    public NodeTransport(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
        SchemeIdentifier = Scheme;
        MaximumPayloadBytes = config.GetByteSize("maximum-frame-size")!.Value;
        _setup = system.Settings.Setup.Get<LinkSetup>().Value;
        _hostname = config.GetString("hostname");
        _port = config.GetInt("port");
    }

    public override bool IsResponsibleFor(Address remote) => true;

    public override async Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        var address = IPAddress.TryParse(_hostname, out var given)
            ? given
            : (await Dns.GetHostAddressesAsync(_hostname)).MinBy(static found => found.AddressFamily) ?? throw new SocketException((int)SocketError.HostNotFound);
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(address, _port));
        _listener.Listen(Backlog);
        var listener = new TaskCompletionSource<IAssociationEventListener>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = AcceptAsync(_listener, listener.Task);
        return (AddressOf(_hostname, ((IPEndPoint)_listener.LocalEndPoint!).Port), listener);
    }

    public override async Task<AssociationHandle> Associate(Address remoteAddress)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        late.CancelAfter(ConnectWithin);
        try
        {
            await socket.ConnectAsync(remoteAddress.Host, remoteAddress.Port!.Value, late.Token);
            Prepare(socket);
            var stream = await _setup.Handshake.ConnectAsync(new NetworkStream(socket, ownsSocket: true), remoteAddress.Host, late.Token);
            return Link(stream, (IPEndPoint)socket.LocalEndPoint!, remoteAddress);
        }
        catch (Exception failure) when (IsOfTheNetwork(failure))
        {
            socket.Dispose();
            if (failure is LinkRefusedException refused) _setup.Watch.CalledNodeRefused(remoteAddress.ToString(), refused.Message);
            throw new InvalidAssociationException($"No link to {remoteAddress}: {failure.Message}");
        }
    }

    public override async Task<bool> Shutdown()
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        return await _links.EndAsync();
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener, Task<IAssociationEventListener> whom)
    {
        var told = await whom;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptAsync(_stop.Token), told);
            }
            catch (SocketException)
            {
                await Task.Delay(AcceptAgainAfter);
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket, IAssociationEventListener told)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote || !_places.TryEnter(remote.Address))
        {
            socket.Dispose();
            LinkWatch.NoPlace();
            return;
        }

        var spoke = false;
        try
        {
            Prepare(socket);
            using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            late.CancelAfter(HandshakeWithin);
            spoke = await socket.ReceiveAsync(new byte[1], SocketFlags.Peek, late.Token) > 0;
            if (!spoke) throw new IOException("It said nothing.");
            var stream = await _setup.Handshake.AcceptAsync(new NetworkStream(socket, ownsSocket: true), remote, late.Token);
            told.Notify(new InboundAssociation(Link(stream, (IPEndPoint)socket.LocalEndPoint!, AddressOf(remote.Address.ToString(), remote.Port))));
        }
        catch (Exception failure) when (IsOfTheNetwork(failure))
        {
            socket.Dispose();
            if (_stop.IsCancellationRequested) return;
            if (spoke) _setup.Watch.Refused(remote, failure is LinkRefusedException ? failure.Message : "its handshake did not end in time");
            else LinkWatch.SaidNothing();
        }
        finally
        {
            _places.Leave(remote.Address);
        }
    }

    private NodeLink Link(Stream stream, IPEndPoint local, Address remote)
    {
        var link = new NodeLink(stream, AddressOf(_hostname, local.Port), remote, (int)MaximumPayloadBytes, _setup.Watch);
        _links.Keep(link);
        return link;
    }

    private Address AddressOf(string host, int port) => new(Scheme, System.Name, host.Contains(':', StringComparison.Ordinal) ? $"[{host.Trim('[', ']')}]" : host, port);

    private static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
    }

    private static bool IsOfTheNetwork(Exception failure) =>
        failure is LinkRefusedException or SocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
