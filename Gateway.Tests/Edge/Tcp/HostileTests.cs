using System.Net.Sockets;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>Hostile bytes while good terminals beat (issue 2, Must show). Alone, since it measures the memory of this process.</summary>
[Collection(AloneTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class HostileTests : IAsyncLifetime
{
    private const int SilentSockets = 100;

    /// <summary>Connections of each attack.</summary>
    private const int Rounds = 25;

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(new Dictionary<string, string> { ["Tcp:FirstFrameSeconds"] = "2" });

    public Task DisposeAsync() => _node.DisposeAsync().AsTask();

    [Fact]
    public async Task Gateway_UnderHostileBytes_ServesTheGoodAndForgetsTheBad()
    {
        _node.Time.Hold(); // Its first frame is not late.
        using var good = await _node.TerminalAsync();
        await good.BeatAsync(_node.Now);
        _node.Time.LetGo();
        var victim = await _node.ProvisionAsync(); // Its key is known to the attackers that send right frames with wrong contents.
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        Attack[] attacks = [RandomBytes, HugeLengths, Truncated, RandomBodies, JsonBomb, EndlessPackets, WrongSns];
        var bad = Task.WhenAll(attacks.Select((attack, seed) => RepeatAsync(attack, victim, new Random(seed))).Append(BeSilentAsync()));

        var beats = 0;
        while (!bad.IsCompleted)
        {
            Assert.Equal(0x00, (await good.BeatAsync(_node.Now)).Status);
            Assert.Equal("0000", (await good.UploadAsync(($"user-{++beats}", "2024-05-06 08:30:00"))).Code);
        }

        await bad;
        Assert.True(beats > 10, $"{beats} beats");
        Assert.Equal(beats, (await _node.FeedAsync(good.Sn, beats)).Count);
        await Patience.UntilAsync(() => _node.Edge.Open == 1, "only the good one is left");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 64L * 1024 * 1024);
    }

    private delegate byte[] Attack(RawTerminal terminal, Random random);

    private static byte[] RandomBytes(RawTerminal terminal, Random random)
    {
        var bytes = new byte[random.Next(1, 30_000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] HugeLengths(RawTerminal terminal, Random random)
    {
        var frame = terminal.Packet(RawTerminal.Upload, new byte[random.Next(0, 100)]);
        var length = random.Next(0, 0x10000);
        frame[2] = (byte)(length >> 8);
        frame[3] = (byte)length;
        return [.. frame, .. new byte[random.Next(0, 12_000)]];
    }

    private static byte[] Truncated(RawTerminal terminal, Random random)
    {
        var frame = terminal.Request(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        return frame[..random.Next(1, frame.Length)];
    }

    private static byte[] RandomBodies(RawTerminal terminal, Random random)
    {
        var body = new byte[random.Next(0, 1277) * 8];
        random.NextBytes(body);
        return terminal.Packet((byte)random.Next(256), body, (byte)random.Next(256), random.Next(4), random.Next(4));
    }

    private static byte[] JsonBomb(RawTerminal terminal, Random random)
    {
        const int Most = 10_200;
        var json = random.Next(6) switch
        {
            0 => new string('[', Most),
            1 => string.Concat(Enumerable.Repeat("{\"a\":", Most / 5)),
            2 => """{"logs":[""" + string.Concat(Enumerable.Repeat("{},", (Most - 10) / 3)) + "]}",
            3 => "{\"logs\":[{\"user_id\":\"" + new string('\\', 10_000) + "\"}]}",
            4 => "{\"date_time\":1e" + new string('9', 10_000) + "}",
            _ => "{\"logs\":[{\"user_id\":\"\\ud800\",\"recog_time\":\"2024-05-06 08:30:00\",\"x\":" + new string('9', 5000) + "}]}",
        };
        return terminal.Packet(random.Next(2) == 0 ? RawTerminal.Upload : RawTerminal.Heartbeat, terminal.Encrypt(Encoding.UTF8.GetBytes(json)[..Math.Min(json.Length, Most)]));
    }

    private static byte[] EndlessPackets(RawTerminal terminal, Random random) =>
        [.. Enumerable.Range(1, 60).SelectMany(number => terminal.Packet(RawTerminal.Upload, new byte[10_213], number: number, total: 65_535))];

    private static byte[] WrongSns(RawTerminal terminal, Random random)
    {
        random.NextBytes(terminal.SnField);
        return terminal.Packet(RawTerminal.Heartbeat, new byte[64]);
    }

    private async Task RepeatAsync(Attack attack, string sn, Random random)
    {
        var sink = new byte[64 * 1024];
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                using var terminal = await _node.ConnectAsync(sn);
                for (var i = 0; i < 5; i++)
                {
                    await terminal.SendAsync(attack(terminal, random));
                    while (terminal.Socket.Available > 0 && await terminal.Socket.ReceiveAsync(sink) > 0) continue;
                }
            }
            catch (SocketException)
            {
                // Thrown out, as it should be.
            }
        }
    }

    /// <summary>All of them must be closed by the gateway.</summary>
    private async Task BeSilentAsync()
    {
        var silent = new List<RawTerminal>();
        for (var i = 0; i < SilentSockets; i++) silent.Add(await _node.ConnectAsync("silent"));
        foreach (var terminal in silent)
            using (terminal) Assert.Null(await terminal.ReadAsync());
    }
}
