using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Processes;

/// <summary>Terminals that upload and a platform that orders, over any number of gateways one after another, and what was acknowledged to them.</summary>
internal sealed class AcknowledgedLoad : IAsyncDisposable
{
    private const int Terminals = 6;
    private const int RecordsPerUpload = 3;

    /// <summary>Between two uploads of a terminal, and two commands: a load without a pause takes the processors from the nodes that start.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private static readonly DateTime Midnight = new(2024, 5, 6);

    /// <summary>Acknowledged, as sn/user_id.</summary>
    private readonly ConcurrentDictionary<string, bool> _records = new();

    /// <summary>Sent at any time.</summary>
    private readonly ConcurrentDictionary<string, bool> _sent = new();

    /// <summary>Accepted, id → SN.</summary>
    private readonly ConcurrentDictionary<string, string> _commands = new();

    private readonly int[] _uploads = new int[Terminals];
    private readonly CancellationTokenSource _over = new();
    private List<Task> _running = [];
    private volatile GatewayProcess? _gateway;

    /// <summary>Records that were acknowledged.</summary>
    public int Records => _records.Count;

    public static async Task ProvisionAsync(GatewayProcess gateway)
    {
        for (var i = 0; i < Terminals; i++) await gateway.ProvisionAsync(Sn(i));
    }

    /// <summary>From now on everybody speaks to this gateway; null: to none.</summary>
    /// <param name="orders">Commands are ordered too.</param>
    public void SpeakTo(GatewayProcess? gateway, bool orders = false)
    {
        _gateway = gateway;
        if (_running.Count > 0 || gateway is null) return;
        _running = [.. Enumerable.Range(0, Terminals).Select(i => Task.Run(() => UploadAsync(i)))];
        if (orders) _running.Add(Task.Run(OrderAsync));
    }

    public async ValueTask DisposeAsync()
    {
        _gateway = null;
        await _over.CancelAsync();
        await Task.WhenAll(_running);
        _over.Dispose();
    }

    /// <summary>Everything that was acknowledged is there, once, and the feed has no gap.</summary>
    public async Task VerifyAsync(GatewayProcess gateway)
    {
        var (acknowledged, accepted) = (_records.Keys.ToHashSet(), _commands.ToList());
        var listed = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync(gateway, $"/api/v1/attendance?limit=1000&cursor={cursor}");
            listed.AddRange(page["items"]!.AsArray().Select(Name));
            cursor = page["next_cursor"]?.GetValue<string>();
        }

        AssertOnce(acknowledged, listed, "attendance");
        var fed = new List<string>();
        var seq = 0L;
        await Patience.UntilAsync(
            async () =>
            {
                var page = await GetAsync(gateway, $"/api/v1/feed?limit=1000&wait=1&after={seq}");
                foreach (var item in page["items"]!.AsArray())
                {
                    Assert.Equal(++seq, item!["seq"]!.GetValue<long>());
                    if (item["kind"]!.GetValue<string>() == "attendance") fed.Add(Name(item["data"]));
                }

                return listed.ToHashSet().IsSubsetOf(fed);
            },
            "everything is in the feed");
        AssertOnce(acknowledged, fed, "feed");
        foreach (var (id, sn) in accepted)
        {
            var found = await GetAsync(gateway, $"/api/v1/devices/{sn}/commands/{id}");
            Assert.True(found["id"]?.GetValue<string>() == id, $"{id} of {sn}, which was accepted: {found.ToJsonString()}");
        }
    }

    /// <summary>Again while it is answered 503: a database that has just come back is still missed by a connection here and there.</summary>
    private static async Task<JsonNode> GetAsync(GatewayProcess gateway, string path)
    {
        JsonNode? found = null;
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await gateway.Http.GetAsync(path);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return false;
                found = await answer.Content.ReadFromJsonAsync<JsonNode>();
                return true;
            },
            "answered");
        return found!;
    }

    private static string Sn(int terminal) => $"smz-{terminal}";

    /// <summary>Uploads one packet after another, each until it is acknowledged, as terminals do.</summary>
    private async Task UploadAsync(int index)
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                if (_gateway is { } gateway)
                {
                    using var terminal = await RawTerminal.ConnectAsync(gateway.Socket, Sn(index));
                    while (_gateway == gateway)
                    {
                        await UploadNextAsync(terminal, index);
                        await Task.Delay(Pause, CancellationToken.None);
                    }
                }
            }
            catch (Exception gone) when (gone is SocketException or EndOfStreamException or InvalidDataException)
            {
                // Killed, or it could not store it. The packet that had no answer is sent again.
            }

            await Task.Delay(Pause, CancellationToken.None);
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
        foreach (var (user, _) in records) _records[$"{Sn(index)}/{user}"] = true;
        _uploads[index]++;
    }

    /// <summary>One command after another, whether the last was accepted or not.</summary>
    private async Task OrderAsync()
    {
        for (var number = 0; !_over.IsCancellationRequested; number++)
        {
            var (id, sn) = ($"c-{number}", Sn(number % Terminals));
            try
            {
                if (_gateway is { } gateway)
                {
                    var command = new { id, type = "person.push", person = new { user_id = id, name = "测试" } };
                    using var answer = await gateway.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", command);
                    if (answer.IsSuccessStatusCode) _commands[id] = sn;
                }
            }
            catch (Exception killed) when (killed is HttpRequestException or ObjectDisposedException or OperationCanceledException)
            {
                // It may be there or not: nobody was promised anything.
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
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
