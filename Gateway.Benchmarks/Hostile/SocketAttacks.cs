using System.Security.Cryptography;
using Gateway.Benchmarks.Servers;
using Gateway.Codec.Framing;

namespace Gateway.Benchmarks.Hostile;

/// <summary>On the device socket.</summary>
internal static class SocketAttacks
{
    private const int PartialConnections = 300;
    private const ushort PacketsOfMessage = 430;
    private const int RogueTerminals = 4;

    private static readonly TimeSpan ReplayEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Messages of 4 MiB whose last packet never comes, under the SN of an honest terminal.</summary>
    public static Task PartialMessagesAsync(AttackTarget target, AttackCost cost, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, PartialConnections).Select(async number =>
        {
            if (await AttackLink.OpenAsync(target.Socket, number, cost, stop) is not { } socket) return;
            using var held = socket;
            var body = RandomNumberGenerator.GetBytes(FrameReader.BodyLengthMax / 8 * 8);
            for (ushort packet = 1; packet < PacketsOfMessage; packet++)
            {
                var frame = HonestTerminal.Frame(BenchTerminal.Sn(0), CommandWord.AttendanceUpload, packet, PacketsOfMessage, body);
                if (!await AttackLink.SendAsync(socket, frame, cost, stop)) break;
            }

            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));

    /// <summary>One heartbeat of an honest terminal, said again on connection after connection.</summary>
    public static async Task ReplayAsync(AttackTarget target, AttackCost cost, CancellationToken stop)
    {
        var captured = HonestTerminal.Heartbeat(0, DateTimeOffset.UtcNow);
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            if (await AttackLink.OpenAsync(target.Socket, number, cost, stop) is { } socket)
            {
                using var held = socket;
                await AttackLink.SendAsync(socket, captured, cost, stop);
                await Task.Delay(ReplayEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Terminals with keys of their own that invent records as fast as they are answered.</summary>
    public static Task RogueUploadsAsync(AttackTarget target, AttackCost cost, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(HonestLoad.RogueFirst, RogueTerminals).Select(async number =>
        {
            if (await AttackLink.OpenAsync(target.Socket, number, cost, stop) is not { } socket) return;
            using var terminal = new HonestTerminal(number, socket);
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    var upload = terminal.NextUpload(records: 90);
                    cost.Sent(upload.Length);
                    await terminal.AskAsync(upload, stop);
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                return;
            }
        }));
}
