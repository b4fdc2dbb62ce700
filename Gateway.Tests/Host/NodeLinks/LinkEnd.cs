using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport;
using Gateway.Host.NodeLinks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Host.NodeLinks;

/// <summary>One end of links: the transport alone, without remoting above it.</summary>
internal sealed class LinkEnd : IAssociationEventListener, IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly Channel<LinkOfTest> _incoming = Channel.CreateUnbounded<LinkOfTest>();

    private LinkEnd(ILinkTrust trust)
    {
        Watch = new LinkWatch(TimeProvider.System, NullLogger<LinkWatch>.Instance);
        _system = ActorSystem.Create("gateway", ActorSystemSetup.Create(new LinkSetup(new TlsHandshake(trust), Watch)));
        Transport = new NodeTransport(_system, ConfigurationFactory.ParseString("hostname = 127.0.0.1, port = 0, maximum-frame-size = 128000b"));
    }

    public NodeTransport Transport { get; }

    public LinkWatch Watch { get; }

    public Address Address { get; private set; } = null!;

    /// <summary>How many have become links.</summary>
    public int Links { get; private set; }

    public static async Task<LinkEnd> StartAsync(ILinkTrust trust)
    {
        var end = new LinkEnd(trust);
        (end.Address, var whom) = await end.Transport.Listen();
        whom.SetResult(end);
        return end;
    }

    /// <summary>Calls another end.</summary>
    public async Task<LinkOfTest> CallAsync(LinkEnd other) => new(await Transport.Associate(other.Address));

    public async Task<LinkOfTest> CalledAsync()
    {
        using var late = new CancellationTokenSource(Patience.Max);
        return await _incoming.Reader.ReadAsync(late.Token);
    }

    public void Notify(IAssociationEvent associationEvent)
    {
        Links++;
        _incoming.Writer.TryWrite(new LinkOfTest(((InboundAssociation)associationEvent).Association));
    }

    public async ValueTask DisposeAsync()
    {
        await Transport.Shutdown();
        Transport.Dispose();
        await _system.Terminate();
    }
}
