using System.Net.Http.Json;
using Gateway.Simulator.Firmwares;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Photos;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Verification;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Rosters;

/// <summary>Firmwares of the field on the socket and over HTTPS hold what their sites' rosters say, and <c>verify --rosters</c> sees where one does not.</summary>
[Trait(Category.Name, Category.Long)]
public sealed class FieldRosterTests : IAsyncLifetime
{
    private static readonly string[] Firmwares = ["socket-standard", "https-standard", "android-hainan"];

    private readonly Dictionary<string, FirmwareTerminal> _terminals = [];
    private readonly List<Task> _running = [];
    private readonly List<CancellationTokenSource> _stops = [];
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_stops.Select(static stop => stop.CancelAsync()));
        await Task.WhenAll(_running);
        _stops.ForEach(static stop => stop.Dispose());
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Terminals_RefusingFullResetAndMoved_HoldTheirSitesRosters()
    {
        await RightAsync(_node.Http.PutAsJsonAsync("/api/v1/sites/two", new { name = "Two" }));
        foreach (var firmware in Firmwares) await StartAsync(firmware, "one", capacity: 3);
        await PutAsync("two", "b", 1);
        await PutAsync("one", "a", 1);
        await PutAsync("one", "b", 1);
        await _node.CommandAsync(Firmwares[0], new { type = "person.push", person = new { user_id = "stranger", name = "S" } });
        await HoldAsync("socket-standard: a b stranger", "https-standard: a b", "android-hainan: a b");

        await PutAsync("one", "bad", 1); // every terminal refuses him
        await PutAsync("one", "c", 1); // one is full
        await FailAsync("bad", Firmwares);
        await FailAsync("c", Firmwares[..1]);
        await HoldAsync("socket-standard: a b stranger", "https-standard: a b c", "android-hainan: a b c");

        _terminals["https-standard"].Reset();
        _terminals["socket-standard"].Reset();
        Assert.NotEqual(0, (await VerifyAsync()).Sum(static check => check.Count));
        foreach (var sn in Firmwares[..2]) await RightAsync(_node.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/roster/resync", new { reason = "reset" }));
        await HoldAsync("socket-standard: a b c", "https-standard: a b c", "android-hainan: a b c");

        await StandAsync("https-standard", "two"); // the Android client never reports the deletion of one whom it refused: that is tried again every day
        await RightAsync(_node.Http.DeleteAsync("/api/v1/sites/one/roster/a"));
        await PutAsync("one", "b", 2); // another version of him than at the other site
        await HoldAsync("socket-standard: b c", "https-standard: b", "android-hainan: b c");
        Assert.NotEqual(_terminals["socket-standard"].Memory.List.Find("b"), _terminals["https-standard"].Memory.List.Find("b"));
        Assert.All(await VerifyAsync(), static check => Assert.True(check.Count == 0, $"{check.What}: {string.Join(", ", check.Offenders)}"));
    }

    /// <summary>Until the terminals hold exactly these, and nothing is on its way any more.</summary>
    private async Task HoldAsync(params string[] expected)
    {
        var found = "";
        try
        {
            await Patience.UntilAsync(
                async () =>
                {
                    var lists = _terminals.Select(static pair => $"{pair.Key}: {string.Join(' ', pair.Value.Memory.Persons.Keys.Order(StringComparer.Ordinal))}");
                    var faults = (await VerifyAsync()).Where(static check => check.Count > 0).Select(static check => $"{check.What}: {string.Join(", ", check.Offenders)}");
                    found = string.Join("; ", [.. lists, .. faults]);
                    return found == string.Join("; ", expected);
                },
                "");
        }
        catch (TimeoutException)
        {
            Assert.Equal(string.Join("; ", expected), found);
        }
    }

    private Task FailAsync(string user, string[] sns) => Patience.UntilAsync(
        async () =>
        {
            var failed = 0;
            foreach (var sn in sns)
            {
                var items = (await _node.GetAsync($"/api/v1/devices/{sn}/roster?state=failed"))["items"]!.AsArray();
                failed += items.Count(item => item!["user_id"]!.GetValue<string>() == user);
            }

            return failed == sns.Length;
        },
        $"{user} is shown as failed");

    private async Task<List<Violation>> VerifyAsync()
    {
        using var client = new PlatformClient(_node.Http.BaseAddress!, TestNode.AdminKey);
        var checker = new RosterChecker();
        var lists = _terminals.ToDictionary(static pair => pair.Key, static pair => pair.Value.Memory.Persons.ToDictionary());
        await new RosterReader(client, DateOnly.FromDateTime(_node.Now.AddHours(8).DateTime)).ReadAsync(checker, lists, default);
        return [.. checker.Judge()];
    }

    private async Task StartAsync(string firmware, string site, int capacity)
    {
        await StandAsync(firmware, site);
        var terminal = new FirmwareTerminal(
            new FirmwareOptions
            {
                Firmware = Firmware.Of(firmware)!,
                Sn = firmware,
                Key = RawTerminal.Key,
                Gateway = () => _node.Endpoint,
                DeviceHttp = () => _node.DeviceHttp[0],
                Every = TimeSpan.FromMilliseconds(100),
                RefusesUsers = "bad*"
            },
            new TerminalMemory(new PersonList(firmware, capacity)));
        _terminals.Add(firmware, terminal);
        _stops.Add(new CancellationTokenSource());
        _running.Add(terminal.RunAsync(_stops[^1].Token));
    }

    private Task StandAsync(string sn, string site) => RightAsync(_node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { key = RawTerminal.Key, kind = "attendance", site }));

    private Task PutAsync(string site, string user, int version) => RightAsync(_node.Http.PutAsJsonAsync(
        $"/api/v1/sites/{site}/roster/{user}", new { name = $"{user} {version}", face_template = Convert.ToBase64String(FaceImage.Make(version)) }));

    private static async Task RightAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery}: {await answer.Content.ReadAsStringAsync()}");
    }
}
