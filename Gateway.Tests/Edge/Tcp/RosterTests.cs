using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>From a write of the platform to the list of a terminal, over REST and a real socket.</summary>
[Collection(NodeFixture.Collection)]
public sealed class RosterTests(NodeFixture fixture)
{
    private TestNode Node => fixture.Node;

    [Fact]
    public async Task Roster_Written_IsWhatTheTerminalHasAndNobodyElseIsTouched()
    {
        const string Site = "roster-e2e";
        const string Roster = $"/api/v1/sites/{Site}/roster";
        using var terminal = new ListTerminal(new CommandTerminal(await Node.TerminalAsync()), () => Node.Now);
        var sn = terminal.Sn;
        (await Node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { site = Site })).EnsureSuccessStatusCode();
        await Node.CommandAsync(sn, new { type = "person.push", person = new { user_id = "hand", name = "n" } });
        await Node.CommandAsync(sn, new { type = "person.push", person = new { user_id = "mine", name = "m" } });
        await terminal.UntilAsync("hand, mine");
        Assert.Equal(2, (await Node.OutcomesAsync(sn, 2)).Count); // Projected, on a site that nobody manages yet.

        await PutAsync($"{Roster}/mine", new { name = "m" }, HttpStatusCode.Created);
        terminal.Refused = "bad";
        await PutAsync($"{Roster}/one", new { name = "o" }, HttpStatusCode.Created);
        await PutAsync($"{Roster}/bad", new { name = "b" }, HttpStatusCode.Created);
        await terminal.UntilAsync("hand, mine, one");
        await UntilStatesAsync(terminal, "bad failed, hand foreign, mine present, one present");
        Assert.Equal(1, terminal.Pushes("mine")); // What is there with the same content is not sent again.

        // By hand out of the terminal: it comes back. By hand otherwise: it is put right.
        await Node.CommandAsync(sn, new { type = "person.delete", user_id = "one" });
        await Node.CommandAsync(sn, new { type = "person.push", person = new { user_id = "mine", name = "other" } });
        await Patience.UntilAsync(
            async () =>
            {
                await terminal.BeatAsync();
                return terminal.Pushes("one") == 2 && terminal.Pushes("mine") == 3;
            },
            "drift repaired");
        await UntilStatesAsync(terminal, "bad failed, hand foreign, mine present, one present");

        // Out of the roster, whoever pushed him first; and one that the terminal refused, since he may be there all the same.
        foreach (var user in (string[])["mine", "bad"])
            Assert.Equal(HttpStatusCode.NoContent, (await Node.Http.DeleteAsync(new Uri($"{Roster}/{user}", UriKind.Relative))).StatusCode);
        await terminal.UntilAsync("hand, one");
        await UntilStatesAsync(terminal, "hand foreign, one present");
        var page = await Node.GetAsync("/api/v1/feed?kinds=command&limit=1000");
        Assert.Contains(page["items"]!.AsArray(), item => item!["sn"]!.GetValue<string>() == sn && item["data"]!["roster"]?["site"]!.GetValue<string>() == Site);
        var metrics = await Node.Http.GetStringAsync("/metrics");
        Assert.Matches("""gateway_roster_rounds_total\{outcome="done"\} [1-9]""", metrics);
        Assert.Matches("""gateway_roster_orders_total\{type="person.delete"\} [1-9]""", metrics);
        Assert.Contains("\ngateway_roster_due ", metrics, StringComparison.Ordinal);
    }

    private async Task PutAsync(string path, object person, HttpStatusCode expected)
    {
        using var answer = await Node.Http.PutAsJsonAsync(path, person);
        Assert.Equal(expected, answer.StatusCode);
    }

    private Task UntilStatesAsync(ListTerminal terminal, string expected) => Patience.UntilAsync(
        async () =>
        {
            await terminal.BeatAsync(); // What is ordered later waits for a heartbeat.
            var page = await Node.GetAsync($"/api/v1/devices/{terminal.Sn}/roster?limit=1000");
            return string.Join(", ", page["items"]!.AsArray().Select(static item => $"{item!["user_id"]} {item["state"]}")) == expected;
        },
        expected);

    /// <summary>A terminal that keeps its list.</summary>
    private sealed class ListTerminal(CommandTerminal terminal, Func<DateTimeOffset> now) : IDisposable
    {
        private readonly SortedSet<string> _list = new(StringComparer.Ordinal);
        private readonly List<string> _pushes = [];

        public string Sn => terminal.Terminal.Sn;

        public string? Refused { get; set; }

        public int Pushes(string user) => _pushes.Count(pushed => pushed == user);

        /// <summary>One heartbeat, and all commands that follow it.</summary>
        public async Task BeatAsync()
        {
            await terminal.Terminal.SendAsync(RawTerminal.Heartbeat, terminal.Terminal.HeartbeatJson(now()));
            for (var beats = terminal.HeartbeatAnswers; terminal.HeartbeatAnswers == beats;)
            {
                if ((await terminal.ReadAsync()).Command is not { } command) continue;
                await DoAsync(command);
                await terminal.Terminal.SendAsync(RawTerminal.Heartbeat, terminal.Terminal.HeartbeatJson(now()));
            }
        }

        public Task UntilAsync(string list) => Patience.UntilAsync(
            async () =>
            {
                await BeatAsync();
                return string.Join(", ", _list) == list;
            },
            list);

        public void Dispose() => terminal.Dispose();

        private async Task DoAsync(CommandReceived command)
        {
            var users = command.Persons.Select(static person => person.UserId).ToList();
            if (command.Word == RawTerminal.PersonDelete)
            {
                _list.ExceptWith(users);
            }
            else if (Refused is { } refused && users.Contains(refused))
            {
                await terminal.AnswerAsync(command, "9999", "no");
                return;
            }
            else
            {
                _pushes.AddRange(users);
                _list.UnionWith(users);
            }

            await terminal.AnswerAsync(command);
        }
    }
}
