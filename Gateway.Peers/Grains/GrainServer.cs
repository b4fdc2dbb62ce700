using System.Collections.Frozen;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Peers.Protocol;
using Gateway.Servers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Peers.Grains;

/// <summary>Orleans: a grain for each SN, called by the read loop of a Kestrel connection in the same process; one silo, nothing persistent.</summary>
internal sealed class GrainServer : IHeartbeatServer
{
    private readonly KestrelHost _host;

    private GrainServer(KestrelHost host) => _host = host;

    public int Port => _host.Port;

    public static async Task<GrainServer> StartAsync(FrozenDictionary<string, DesCipher> ciphers, CancellationToken cancellation) => new(await KestrelHost.StartAsync(
        services =>
        {
            var grains = services.GetRequiredService<IGrainFactory>();
            return connection => ServeAsync(connection, ciphers, grains);
        },
        static builder => builder.UseOrleans(static silo =>
        {
            var ports = FreePorts.Take(2);
            silo.UseLocalhostClustering(ports[0], ports[1]);
        }),
        cancellation));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task ServeAsync(ConnectionContext connection, FrozenDictionary<string, DesCipher> ciphers, IGrainFactory grains)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var reader = new FrameReader(FrameSide.Request, ByteOrderPolicy.Auto);
        DesCipher? cipher = null;
        IDeviceGrain? device = null;
        try
        {
            while (await input.ReadAsync() is { IsCompleted: false } read)
            {
                var buffer = read.Buffer;
                while (reader.TryRead(ref buffer, out var frame, out _) == FrameReadResult.Frame)
                {
                    cipher ??= ciphers[frame.Sn.ToString()];
                    device ??= grains.GetGrain<IDeviceGrain>(frame.Sn.ToString());
                    var heartbeat = Heartbeat.Read(frame, reader.ByteOrder, cipher);
                    var isIdle = await device.BeatAsync(heartbeat.IsGood, heartbeat.Clock);
                    (heartbeat with { IsGood = isIdle }).Answer(output);
                }

                input.AdvanceTo(buffer.Start, buffer.End);
                await output.FlushAsync();
            }
        }
        catch (Exception fault) when (fault is IOException or ConnectionResetException)
        {
            // The load has gone.
        }
    }
}
