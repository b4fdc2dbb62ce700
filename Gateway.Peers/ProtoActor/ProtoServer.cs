using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Peers.Protocol;
using Microsoft.AspNetCore.Connections;
using Proto;

namespace Gateway.Peers.ProtoActor;

/// <summary>Proto.Actor: an actor for each SN, told by the read loop of a Kestrel connection, which it answers itself. No request, so no future.</summary>
internal sealed class ProtoServer : IHeartbeatServer
{
    private readonly FrozenDictionary<string, DesCipher> _ciphers;
    private readonly ActorSystem _system = new();
    private readonly ConcurrentDictionary<string, Lazy<PID>> _devices = new();
    private readonly Props _device = Props.FromProducer(static () => new ProtoDevice());
    private KestrelHost? _host;

    private ProtoServer(FrozenDictionary<string, DesCipher> ciphers) => _ciphers = ciphers;

    public int Port => _host!.Port;

    public static async Task<ProtoServer> StartAsync(FrozenDictionary<string, DesCipher> ciphers, CancellationToken cancellation)
    {
        var server = new ProtoServer(ciphers);
        server._host = await KestrelHost.StartAsync(_ => server.ServeAsync, static _ => { }, cancellation);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        await _system.DisposeAsync();
    }

    private async Task ServeAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var reader = new FrameReader(FrameSide.Request, ByteOrderPolicy.Auto);
        DesCipher? cipher = null;
        PID? device = null;
        try
        {
            while (await input.ReadAsync() is { IsCompleted: false } read)
            {
                var buffer = read.Buffer;
                while (reader.TryRead(ref buffer, out var frame, out _) == FrameReadResult.Frame)
                {
                    cipher ??= _ciphers[frame.Sn.ToString()];
                    device ??= DeviceOf(frame.Sn.ToString());
                    _system.Root.Send(device, new ProtoBeat(Heartbeat.Read(frame, reader.ByteOrder, cipher), output));
                }

                input.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        catch (Exception fault) when (fault is IOException or ConnectionResetException)
        {
            // The load has gone.
        }
    }

    private PID DeviceOf(string sn) => _devices.GetOrAdd(sn, _ => new Lazy<PID>(() => _system.Root.Spawn(_device))).Value;
}
