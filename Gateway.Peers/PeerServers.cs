using System.Collections.Frozen;
using Gateway.Codec.Crypto;
using Gateway.Peers.Bare;
using Gateway.Peers.Grains;
using Gateway.Peers.Netty;
using Gateway.Peers.ProtoActor;
using Gateway.Peers.Protocol;

namespace Gateway.Peers;

/// <summary>The servers, by name.</summary>
internal static class PeerServers
{
    /// <summary>No framework at all: what the others are held against as well.</summary>
    public const string Bare = "bare";

    private static readonly Dictionary<string, Func<FrozenDictionary<string, DesCipher>, CancellationToken, Task<IHeartbeatServer>>> Starts = new()
    {
        [Bare] = static (ciphers, _) => Task.FromResult<IHeartbeatServer>(BareServer.Start(ciphers)),
        ["dotnetty"] = static async (ciphers, _) => await NettyServer.StartAsync(ciphers),
        ["proto"] = static async (ciphers, cancellation) => await ProtoServer.StartAsync(ciphers, cancellation),
        ["orleans"] = static async (ciphers, cancellation) => await GrainServer.StartAsync(ciphers, cancellation),
    };

    public static IReadOnlyCollection<string> Names => Starts.Keys;

    /// <summary>Starts one.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="ciphers">The terminals that it knows, by SN.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static Task<IHeartbeatServer> StartAsync(string name, FrozenDictionary<string, DesCipher> ciphers, CancellationToken cancellation) =>
        Starts[name](ciphers, cancellation);
}
