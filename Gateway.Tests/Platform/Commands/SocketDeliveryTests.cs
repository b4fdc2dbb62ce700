using System.Diagnostics;
using System.Security.Cryptography;
using Gateway.Storage.Sql;
using Gateway.Tests.Edge.Tcp;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Gateway.Tests.Platform.Commands;

/// <summary>Commands from the platform API to a terminal on a socket and back, through the whole node (D13–D17, D26).</summary>
[Trait(Category.Name, Category.Long)]
public class SocketDeliveryTests(ITestOutputHelper output) : IAsyncLifetime
{
    private TestNode _node = null!;

    /// <summary>Settings of the node besides the standard ones.</summary>
    private protected virtual Task<Dictionary<string, string>?> SettingsAsync() => Task.FromResult<Dictionary<string, string>?>(null);

    public async Task InitializeAsync() => _node = await TestNode.StartAsync(await SettingsAsync());

    public virtual async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task PushAndDelete_AtTheNextHeartbeat_SucceedAndAreOnceInTheFeed()
    {
        using var terminal = new CommandTerminal(await _node.TerminalAsync());
        var sn = terminal.Terminal.Sn;
        Assert.Equal(0, (await terminal.Terminal.BeatAsync(_node.Now)).Status);
        var photo = Samples.Photo(900);
        var push = await _node.CommandAsync(sn, Push("u1", photo));
        var delete = await _node.CommandAsync(sn, new { type = "person.delete", user_id = "u2" });

        var pushed = await FirstAsync(terminal);
        Assert.Equal("in_flight", await StateAsync(sn, push));
        await terminal.AnswerAsync(pushed);
        var deleted = await terminal.NextAsync(); // D14
        await terminal.AnswerAsync(deleted);

        Assert.Equal((RawTerminal.PersonPush, "u1"), (pushed.Word, pushed.Persons[0].UserId));
        Assert.Equal(photo, pushed.Persons[0].Photo);
        Assert.Equal((RawTerminal.PersonDelete, "u2"), (deleted.Word, deleted.Persons[0].UserId));
        await Patience.UntilAsync(async () => await StateAsync(sn, push) == "succeeded" && await StateAsync(sn, delete) == "succeeded", "both succeeded");
        Assert.Equal(new[] { push, delete }.Order(), (await FedAsync(sn, 2)).Select(outcome => outcome.Id).Order());
    }

    [Fact]
    public async Task PersonThatCannotBeRead_IsTriedAgainAtTheNextHeartbeat()
    {
        using var terminal = new CommandTerminal(await _node.TerminalAsync());
        var database = _node.Services.GetRequiredService<Database>();
        await _node.CommandAsync(terminal.Terminal.Sn, Push("u1", null));
        await database.WriteAsync((db, stop) => db.ExecuteAsync("ALTER TABLE persons RENAME TO persons_away", stop), default);

        Assert.Equal(0, (await terminal.Terminal.BeatAsync(_node.Now)).Status);

        await database.WriteAsync((db, stop) => db.ExecuteAsync("ALTER TABLE persons_away RENAME TO persons", stop), default);
        Assert.Equal("u1", (await FirstAsync(terminal)).Persons[0].UserId);
    }

    [Fact]
    public async Task PersonThatCannotBeDecrypted_FailsAloneWithItsReason()
    {
        using var terminal = new CommandTerminal(await _node.TerminalAsync());
        var sn = terminal.Terminal.Sn;
        var broken = await _node.CommandAsync(sn, Push("u1", null));
        var database = _node.Services.GetRequiredService<Database>();
        await database.WriteAsync((db, stop) => db.ExecuteAsync("UPDATE persons SET content_protected = @broken", stop, new DataParameter("broken", new byte[4])), default);
        await _node.CommandAsync(sn, Push("u2", null));

        Assert.Equal("u2", Assert.Single((await FirstAsync(terminal)).Persons).UserId);
        var failed = await _node.GetAsync($"/api/v1/devices/{sn}/commands/{broken}");
        Assert.Equal(("failed", "9998", "person: cannot be decrypted"), ((string?)failed["state"], (string?)failed["result_code"], (string?)failed["result_desc"]));
    }

    [Fact]
    public async Task JournalHangs_HeartbeatIsAnsweredIdle_AndTheFrameIsTheAnswerToTheNext() // D15
    {
        using var terminal = new CommandTerminal(await _node.TerminalAsync());
        var sn = terminal.Terminal.Sn;
        var push = await _node.CommandAsync(sn, Push("u1", null));
        await terminal.AnswerAsync(await FirstAsync(terminal));
        await Patience.UntilAsync(async () => await StateAsync(sn, push) == "succeeded", "the first one succeeded");
        var second = await _node.CommandAsync(sn, Push("u2", null));
        var release = new TaskCompletionSource();
        var held = await HoldJournalAsync(release.Task);

        Assert.Equal(0, (await terminal.Terminal.BeatAsync(_node.Now)).Status); // idle: the hand-out is not durable
        release.SetResult();
        await held;
        await Patience.UntilAsync(async () => await StateAsync(sn, second) == "in_flight", "the hand-out is durable");

        // The lane may have asked again meanwhile: an answer to that may be the next heartbeat's.
        Assert.Equal("u2", (await FirstAsync(terminal)).Persons[0].UserId);
        Assert.Equal(1, (int)(await _node.GetAsync($"/api/v1/devices/{sn}/commands/{second}"))["attempts"]!);
    }

    /// <summary>Nothing more gets into the journal until <paramref name="release"/>. Completes when that is so.</summary>
    private async Task<Task> HoldJournalAsync(Task release)
    {
        var database = _node.Services.GetRequiredService<Database>();
        var holding = new TaskCompletionSource();
        var held = database.WriteAsync(
            async (db, stop) =>
            {
                // On SQLite one writer is all there can be.
                if (!db.IsSqlite()) await db.ExecuteAsync("LOCK TABLE journal IN EXCLUSIVE MODE", stop);
                else await db.ExecuteAsync("DELETE FROM audit WHERE 1 = 0", stop);
                holding.SetResult();
                await release;
                return true;
            },
            default);
        await holding.Task;
        return held;
    }

    [Fact]
    public async Task BadPersonInABatchOfTwenty_NineteenSucceedAndOneFailsWithTheTerminalsOwnWords()
    {
        const string Words = "照片不清楚: face not found";
        using var terminal = new CommandTerminal(await _node.TerminalAsync());
        var sn = terminal.Terminal.Sn;
        for (var i = 0; i < 20; i++) await _node.CommandAsync(sn, Push($"u{i:00}", null));

        var frames = new List<int>();
        for (var settled = 0; settled < 20;)
        {
            var command = frames.Count == 0 ? await FirstAsync(terminal) : await terminal.NextAsync();
            frames.Add(command.Persons.Count);
            var isBad = command.Persons.Any(person => person.UserId == "u13");
            await terminal.AnswerAsync(command, isBad ? "9999" : "0000", isBad ? Words : "");
            settled += isBad && command.Persons.Count > 1 ? 0 : command.Persons.Count;
        }

        Assert.Equal([20, .. Enumerable.Repeat(1, 20)], frames); // D16
        await Patience.UntilAsync(async () => (await _node.CommandsAsync(sn)).Count(command => command["ended_at"] is not null) == 20, "ended");
        var commands = await _node.CommandsAsync(sn);
        Assert.Equal(19, commands.Count(command => command["state"]!.GetValue<string>() == "succeeded"));
        var failed = Assert.Single(commands, command => command["state"]!.GetValue<string>() == "failed");
        string Text(string name) => failed[name]!.GetValue<string>();
        Assert.Equal(("u13", "9999", Words), (Text("user_id"), Text("result_code"), Text("result_desc")));
        Assert.Equal(20, (await FedAsync(sn, 20)).Select(outcome => outcome.Id).Distinct().Count());
    }

    [Fact]
    public async Task FiveHundredPersonsWith60kBPhotos_ArriveByteExactInOneConversation()
    {
        const int Persons = 500;
        var sn = await _node.ProvisionAsync();
        var sent = Enumerable.Range(0, Persons).ToDictionary(i => $"u{i:000}", i => Samples.Photo(60_000 + i, (byte)i));
        var hashes = sent.ToDictionary(pair => pair.Key, pair => Convert.ToHexString(SHA256.HashData(pair.Value)));
        var started = Stopwatch.GetTimestamp();
        var four = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        await Parallel.ForEachAsync(sent, four, async (pair, _) => await _node.CommandAsync(sn, Push(pair.Key, pair.Value)));
        output.WriteLine($"queued in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        started = Stopwatch.GetTimestamp();
        using var terminal = new CommandTerminal(await _node.ConnectAsync(sn));

        var received = new Dictionary<string, string>();
        var command = await FirstAsync(terminal);
        var answers = terminal.HeartbeatAnswers;
        for (; ; command = await terminal.NextAsync())
        {
            foreach (var (user, photo) in command.Persons) received.Add(user, Convert.ToHexString(SHA256.HashData(photo)));
            await terminal.AnswerAsync(command);
            if (received.Count == Persons) break;
        }

        output.WriteLine($"delivered in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.Equal(hashes.OrderBy(pair => pair.Key), received.OrderBy(pair => pair.Key));
        Assert.Equal(answers, terminal.HeartbeatAnswers); // No heartbeat but those that brought the first frame.
        await Patience.UntilAsync(async () => (await _node.DeviceAsync(sn))["queue"]!["in_flight"]!.GetValue<int>() == 0, "settled");
        Assert.Equal(0, (await _node.DeviceAsync(sn))["queue"]!["queued"]!.GetValue<int>());
    }

    private static object Push(string user, byte[]? photo) =>
        new { type = "person.push", person = new { user_id = user, name = "测试", face_template = photo is null ? null : Convert.ToBase64String(photo) } };

    private Task<CommandReceived> FirstAsync(CommandTerminal terminal) => terminal.BeatForCommandAsync(() => _node.Now);

    private async Task<string> StateAsync(string sn, string id) => (await _node.GetAsync($"/api/v1/devices/{sn}/commands/{id}"))["state"]!.GetValue<string>();

    private Task<List<(string Id, string State)>> FedAsync(string sn, int least) => _node.OutcomesAsync(sn, least);
}
