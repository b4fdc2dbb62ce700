using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>kill -9 while terminals upload: what was acknowledged is there, once, and the feed has no gap.</summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class CrashTests
{
    private const int Kills = 3;
    private const int Terminals = 6;
    private const int RecordsPerUpload = 3;
    private const int UploadsPerRound = 150;

    private static readonly DateTime Midnight = new(2024, 5, 6);

    /// <summary>Acknowledged, as sn/user_id.</summary>
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();

    /// <summary>Sent at any time.</summary>
    private readonly ConcurrentDictionary<string, bool> _sent = new();

    private readonly int[] _uploads = new int[Terminals];
    private volatile IPEndPoint? _gateway;

    [Fact]
    public async Task Kill9_DuringUploads_LosesAndDoublesNothingAcknowledged()
    {
        using var directory = new TempDirectory();
        using var over = new CancellationTokenSource();
        var terminals = Array.Empty<Task>();
        for (var round = 0; round <= Kills; round++)
        {
            await using var gateway = GatewayProcess.Start(directory);
            var took = await gateway.ServesAsync();

            // Of its own time: others may have the machine's.
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            if (round == 0)
                for (var i = 0; i < Terminals; i++) await gateway.ProvisionAsync(Sn(i));
            else
                await VerifyAsync(gateway);

            if (round == Kills) break;
            _gateway = gateway.Socket;
            if (round == 0) terminals = [.. Enumerable.Range(0, Terminals).Select(i => Task.Run(() => UploadAsync(i, over.Token)))];
            var goal = _acknowledged.Count + UploadsPerRound * RecordsPerUpload;
            await Patience.UntilAsync(() => _acknowledged.Count >= goal, "acknowledged");
            await gateway.KillAsync();
            _gateway = null;
        }

        await over.CancelAsync();
        await Task.WhenAll(terminals);
        Assert.True(_acknowledged.Count >= Kills * UploadsPerRound * RecordsPerUpload);
    }

    private static string Sn(int terminal) => $"smz-{terminal}";

    /// <summary>Uploads one packet after another, each until it is acknowledged, as terminals do.</summary>
    private async Task UploadAsync(int index, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (_gateway is not { } gateway)
            {
                await Task.Delay(20, CancellationToken.None);
                continue;
            }

            try
            {
                using var terminal = await RawTerminal.ConnectAsync(gateway, Sn(index));
                while (!over.IsCancellationRequested) await UploadNextAsync(terminal, index);
            }
            catch (Exception gone) when (gone is SocketException or EndOfStreamException or InvalidDataException)
            {
                // Killed. The packet that had no answer is sent again to the next process.
            }
        }
    }

    private async Task UploadNextAsync(RawTerminal terminal, int index)
    {
        var upload = _uploads[index];
        var records = Enumerable.Range(0, RecordsPerUpload)
            .Select(i => ($"{upload}-{i}", Midnight.AddSeconds(upload).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))).ToArray();
        foreach (var (user, _) in records) _sent[$"{Sn(index)}/{user}"] = true;
        var (code, description) = await terminal.UploadAsync(records);
        if (code != "0000") throw new InvalidDataException($"{code} {description}");
        foreach (var (user, _) in records) _acknowledged[$"{Sn(index)}/{user}"] = true;
        _uploads[index]++;
    }

    private async Task VerifyAsync(GatewayProcess gateway)
    {
        var acknowledged = _acknowledged.Keys.ToHashSet();
        var listed = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await gateway.GetAsync($"/api/v1/attendance?limit=1000&cursor={cursor}");
            listed.AddRange(page["items"]!.AsArray().Select(Name));
            cursor = page["next_cursor"]?.GetValue<string>();
        }

        AssertOnce(acknowledged, listed, "attendance");
        var fed = new List<string>();
        var seq = 0L;
        await Patience.UntilAsync(
            async () =>
            {
                var page = await gateway.GetAsync($"/api/v1/feed?limit=1000&wait=1&after={seq}");
                foreach (var item in page["items"]!.AsArray())
                {
                    Assert.Equal(++seq, item!["seq"]!.GetValue<long>());
                    if (item["kind"]!.GetValue<string>() == "attendance") fed.Add(Name(item["data"]));
                }

                return fed.Count >= listed.Count;
            },
            "everything is in the feed");
        AssertOnce(acknowledged, fed, "feed");
        Assert.Equal(listed.Order(), fed.Order());
    }

    private void AssertOnce(HashSet<string> acknowledged, List<string> found, string where)
    {
        var distinct = found.ToHashSet();
        Assert.True(distinct.Count == found.Count, $"doubled in {where}: {found.Count - distinct.Count}");
        Assert.True(acknowledged.IsSubsetOf(distinct), $"missing in {where}: {acknowledged.Except(distinct).Count()}");
        Assert.True(distinct.IsSubsetOf(_sent.Keys), $"never sent, in {where}");
    }

    private static string Name(JsonNode? record) => $"{record!["sn"]!.GetValue<string>()}/{record["user_id"]!.GetValue<string>()}";
}
