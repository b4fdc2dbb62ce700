using System.Net;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Gateway.Actors.Serialization;
using Gateway.Host.Configuration;
using Gateway.Host.Membership;
using Gateway.Host.NodeLinks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Fuzz.Targets;

/// <summary>The actor system of a node, as the host sets it up, with its port open on loopback. One for all targets of a run.</summary>
internal sealed class FuzzedNode : ILinkHandshake
{
    private static readonly Lazy<FuzzedNode> One = new(static () => new FuzzedNode());

    private readonly TlsHandshake _tls = new(SecretTrust.Alone());
    private int _links;

    private FuzzedNode()
    {
        var options = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Gateway:Cluster:Port", "0")]).Build());
        var config = ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }").WithFallback(ActorSystemSettings.Build(options, AppContext.BaseDirectory));
        System = ActorSystem.Create(
            ActorSystemSettings.SystemName,
            ActorSystemSetup.Create(
                BootstrapSetup.Create().WithConfig(config), WireSerializers.Setup, new LinkSetup(this, new LinkWatch(TimeProvider.System, NullLogger<LinkWatch>.Instance))));
        Port = ((ExtendedActorSystem)System).Provider.DefaultAddress.Port!.Value;
    }

    public static FuzzedNode Instance => One.Value;

    public ActorSystem System { get; }

    /// <summary>Where nodes speak to it.</summary>
    public int Port { get; }

    /// <summary>How many connections it took for a node's: nobody knows its secret.</summary>
    public int Links => Volatile.Read(ref _links);

    public async Task<Stream> AcceptAsync(Stream connection, IPEndPoint remote, CancellationToken stop)
    {
        var stream = await _tls.AcceptAsync(connection, remote, stop);
        Interlocked.Increment(ref _links);
        return stream;
    }

    public Task<Stream> ConnectAsync(Stream connection, string host, CancellationToken stop) => _tls.ConnectAsync(connection, host, stop);
}
