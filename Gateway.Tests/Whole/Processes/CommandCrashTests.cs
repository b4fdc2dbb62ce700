using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Platform.Commands;
using Xunit;
using Xunit.Abstractions;

namespace Gateway.Tests.Whole.Processes;

/// <summary>
/// kill -9 at twenty random points of commands' lives: no accepted command is lost, and none that has ended is sent again, but for those of the one frame per
/// terminal whose answer was being written.
/// </summary>
[Collection(ProcessTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class CommandCrashTests(ITestOutputHelper output)
{
    private const int Terminals = 3;
    private const int PlatformsAtOnce = 2;
    private const int LifeBeforeKillMaxMs = 700;
    private static readonly int Kills = Prove.Runs ? 20 : 10;

    private static readonly string Photo = Convert.ToBase64String(Samples.Photo(15_000));

    private readonly ConcurrentDictionary<string, string> _accepted = new(); // id → SN
    private readonly ConcurrentDictionary<string, bool> _ended = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly Told[] _told = [.. Enumerable.Range(0, Terminals).Select(_ => new Told())];
    private volatile GatewayProcess? _gateway;
    private int _deliveries;
    private int _repeated;

    [Fact]
    public async Task Kill9_AtRandomPoints_LosesNoCommandAndRepeatsNoEndedOne()
    {
        var random = new Random(20);
        using var directory = new TempDirectory();
        using var posted = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        Task[] platforms = [], terminals = [];
        for (var round = 0; round <= Kills; round++)
        {
            await using var gateway = GatewayProcess.Start(directory);
            await gateway.ServesAsync();
            for (var i = 0; round == 0 && i < Terminals; i++) await gateway.ProvisionAsync(Sn(i));
            await NoteEndedAsync(gateway); // While no terminal is connected.
            foreach (var told in _told) told.Restarted();
            _gateway = gateway;
            if (round == 0)
            {
                platforms = [.. Enumerable.Range(0, PlatformsAtOnce).Select(i => Task.Run(() => PostAsync(i, posted.Token)))];
                terminals = [.. Enumerable.Range(0, Terminals).Select(i => Task.Run(() => WorkAsync(i, over.Token)))];
            }

            if (round == Kills)
            {
                await posted.CancelAsync();
                await Task.WhenAll(platforms);
                await Patience.UntilAsync(async () => await NoteEndedAsync(gateway) == 0, "every accepted command has ended");
                await VerifyFeedAsync(gateway);
                _gateway = null;
                break;
            }

            var before = _deliveries;
            await Patience.UntilAsync(() => _deliveries > before, "commands are delivered");
            await Task.Delay(random.Next(LifeBeforeKillMaxMs));
            _gateway = null;
            await gateway.KillAsync();
        }

        await over.CancelAsync();
        await Task.WhenAll(terminals);
        output.WriteLine($"{_accepted.Count} commands accepted, {_deliveries} delivered, {_repeated} of them again after a kill");
        Assert.Empty(_wrong);
        Assert.True(_accepted.Count > Kills);
    }

    private static string Sn(int terminal) => $"smz-{terminal}";

    /// <summary>The platform: one command after another, each repeated with its id until it is accepted.</summary>
    private async Task PostAsync(int platform, CancellationToken over)
    {
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            var (id, sn) = ($"{platform}-{number}", Sn(number % Terminals));
            object command = (number % 7) switch
            {
                3 => new { id, type = "person.delete", user_id = id },
                5 => new { id, type = "person.push", person = new { user_id = id, name = "测试", face_template = Photo } },
                _ => new { id, type = "person.push", person = new { user_id = id, name = "测试" } }
            };
            while (!over.IsCancellationRequested && !await TryPostAsync(sn, id, command)) await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task<bool> TryPostAsync(string sn, string id, object command)
    {
        if (_gateway is not { } gateway) return false;
        try
        {
            using var answer = await gateway.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", command);
            if (!answer.IsSuccessStatusCode) return false;
            _accepted[id] = sn;
            return true;
        }
        catch (Exception killed) when (killed is HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A terminal: beats, does as it is told, comes back.</summary>
    private async Task WorkAsync(int index, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                if (_gateway is { } gateway)
                {
                    using var terminal = new CommandTerminal(await RawTerminal.ConnectAsync(gateway.Socket, Sn(index)));
                    await TalkAsync(terminal, _told[index], over);
                }
            }
            catch (Exception gone) when (gone is SocketException or EndOfStreamException)
            {
                // Killed.
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task TalkAsync(CommandTerminal terminal, Told told, CancellationToken over)
    {
        var beats = false;
        while (!over.IsCancellationRequested)
        {
            if (!beats)
            {
                await terminal.Terminal.SendAsync(RawTerminal.Heartbeat, terminal.Terminal.HeartbeatJson(DateTimeOffset.UtcNow));
                beats = true;
            }

            var (command, status) = await terminal.ReadAsync();
            beats &= command is not null; // A command leaves the heartbeat's answer still to come.
            if (command is null)
            {
                if (status == 0) await Task.Delay(10, CancellationToken.None);
                continue;
            }

            Receive(command, told);
            told.Answers(command);
            await terminal.AnswerAsync(command);
        }
    }

    private void Receive(CommandReceived command, Told told)
    {
        foreach (var (id, _) in command.Persons)
        {
            Interlocked.Increment(ref _deliveries);
            if (_ended.ContainsKey(id)) _wrong.Enqueue($"{id} was sent again, though it had ended");
            if (!told.HasAnswered(id)) continue;
            Interlocked.Increment(ref _repeated);
            if (!told.MayComeAgain(id)) _wrong.Enqueue($"{id} was sent again, though a later command was sent after its answer");
        }
    }

    /// <summary>Asks the queues themselves for every accepted command; gives how many have not ended.</summary>
    private async Task<int> NoteEndedAsync(GatewayProcess gateway)
    {
        var open = 0;
        foreach (var (id, sn) in _accepted.Where(command => !_ended.ContainsKey(command.Key)))
        {
            using var answer = await gateway.Http.GetAsync($"/api/v1/devices/{sn}/commands/{id}");
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                open++; // Its actor was too busy to say.
                continue;
            }

            if (!answer.IsSuccessStatusCode)
            {
                _wrong.Enqueue($"{id} is lost: {(int)answer.StatusCode}");
                _ended[id] = true;
                continue;
            }

            var state = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["state"]!.GetValue<string>();
            if (state == "succeeded") _ended[id] = true;
            else if (state is "queued" or "in_flight") open++;
            else _wrong.Enqueue($"{id} is {state}");
        }

        return open;
    }

    private async Task VerifyFeedAsync(GatewayProcess gateway)
    {
        var fed = new List<string>();
        var seq = 0L;
        await Patience.UntilAsync(
            async () =>
            {
                var page = await gateway.GetAsync($"/api/v1/feed?limit=1000&wait=1&after={seq}");
                foreach (var item in page["items"]!.AsArray())
                {
                    Assert.Equal(++seq, item!["seq"]!.GetValue<long>());
                    if (item["kind"]!.GetValue<string>() == "command") fed.Add(item["data"]!["id"]!.GetValue<string>());
                }

                return fed.Count >= _accepted.Count && page["items"]!.AsArray().Count == 0;
            },
            "every outcome is in the feed");
        Assert.Equal(fed.Count, fed.Distinct().Count());
        Assert.Subset(fed.ToHashSet(), _accepted.Keys.ToHashSet());
    }

    /// <summary>What one terminal has answered.</summary>
    private sealed class Told
    {
        private readonly HashSet<string> _answered = [];
        private HashSet<string> _last = [];
        private HashSet<string> _mayComeAgain = [];

        public bool HasAnswered(string id)
        {
            lock (_answered) return _answered.Contains(id);
        }

        public bool MayComeAgain(string id)
        {
            lock (_answered) return _mayComeAgain.Contains(id);
        }

        public void Answers(CommandReceived command)
        {
            lock (_answered)
            {
                _last = [.. command.Persons.Select(person => person.UserId)];
                _answered.UnionWith(_last);
            }
        }

        /// <summary>The result of the last frame may have been on its way when the gateway was killed.</summary>
        public void Restarted()
        {
            lock (_answered) _mayComeAgain = _last;
        }
    }
}
