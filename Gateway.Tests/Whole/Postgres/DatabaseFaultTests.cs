using System.Collections.Concurrent;
using System.Net.Http.Json;
using Gateway.Edge.Tcp;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>A node whose PostgreSQL fails over, is slow, or is silent: what is acknowledged is there, once.</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class DatabaseFaultTests
{
    private const string Time = "2024-05-06 08:30:00";

    /// <summary>Two addresses of one database, the second as a standby that has taken over.</summary>
    [PostgresFact]
    public async Task HostDies_AnotherIsNamed_ItIsTaken()
    {
        await using var database = await ServerDatabase.CreateAsync();
        await using var first = new DatabaseRelay(database.ConnectionString).Open();
        await using var second = new DatabaseRelay(database.ConnectionString).Open();
        var hosts = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = $"127.0.0.1:{first.Port},127.0.0.1:{second.Port}" };
        await using var node = await TestNode.StartAsync(Settings(hosts.ConnectionString));
        using var terminal = await node.TerminalAsync();
        Assert.Equal("0000", (await terminal.UploadAsync(("1", Time))).Code);
        Assert.Equal(0, second.Accepted);

        first.Cut();

        // A terminal repeats what was refused.
        await Patience.UntilAsync(async () => (await terminal.UploadAsync(("2", Time))).Code == "0000", "served again");
        await Patience.UntilAsync( // The pools find out one by one that the host is gone.
            async () =>
            {
                using var answer = await node.Http.PostAsJsonAsync($"/api/v1/devices/{terminal.Sn}/commands", new { type = "clock.set" });
                return answer.IsSuccessStatusCode;
            },
            "taken");
        Assert.True(second.Accepted > 0);
        Assert.Equal(["1", "2"], (await node.RecordsAsync(terminal.Sn)).Select(record => record.UserId));
        Assert.Equal(["1", "2"], (await node.FeedAsync(terminal.Sn, 2)).Select(item => item["user_id"]!.GetValue<string>()));
        await Patience.UntilAsync(async () => (await node.Http.GetAsync("/health/ready")).IsSuccessStatusCode, "ready");
    }

    /// <summary>Every answer of the database 60 ms late: terminals that send on and on are read no faster than they are answered.</summary>
    [PostgresFact]
    public async Task SlowDatabase_TerminalsSendOn_AreHeldBackAndAnsweredRight()
    {
        const int terminals = 12;
        const int uploads = 30;
        await using var database = await ServerDatabase.CreateAsync();
        await using var relay = new DatabaseRelay(database.ConnectionString).Open();
        var read = 0;
        await using var node = await TestNode.StartAsync(
            Settings(relay.ConnectionString), services => services.AddSingleton(new LaneProbes { BeforeDecode = _ => Interlocked.Increment(ref read) }));
        var all = new ConcurrentBag<RawTerminal>();
        for (var i = 0; i < terminals; i++) all.Add(await node.TerminalAsync());
        using var other = await node.TerminalAsync();
        foreach (var terminal in all.Append(other)) await terminal.BeatAsync(node.Now); // From here on they are known without the database.
        relay.Delay = TimeSpan.FromMilliseconds(60);
        node.Time.Hold(); // No upload's ten seconds pass, however slow this machine is.
        relay.Silence();
        Volatile.Write(ref read, 0);
        foreach (var terminal in all)
            for (var i = 0; i < uploads; i++) await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(($"user-{i}", Time)));

        // Each connection is read up to its allowance of unanswered frames, however much has been sent.
        await Patience.UntilAsync(() => Volatile.Read(ref read) == terminals * TerminalConnection.UnansweredMax, "read as far as they may");
        for (var i = 0; i < 5; i++) await other.BeatAsync(node.Now);
        Assert.Equal((terminals * TerminalConnection.UnansweredMax) + 5, Volatile.Read(ref read));
        relay.Resume();

        await Task.WhenAll(all.Select(async terminal =>
        {
            for (var i = 0; i < uploads; i++) Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        }));
        relay.Delay = TimeSpan.Zero;
        node.Time.LetGo();
        foreach (var terminal in all)
        {
            Assert.Equal(uploads, (await node.RecordsAsync(terminal.Sn)).Count);
            terminal.Dispose();
        }
    }

    /// <summary>The connections stay and nothing comes through them: only our own time-outs end it.</summary>
    [PostgresFact]
    public async Task SilentDatabase_UploadsAndCommands_AreRefusedInTimeAndTakenLater()
    {
        await using var database = await ServerDatabase.CreateAsync();
        await using var relay = new DatabaseRelay(database.ConnectionString).Open();
        await using var node = await TestNode.StartAsync(Settings(
            new NpgsqlConnectionStringBuilder(relay.ConnectionString) { CommandTimeout = 5, Timeout = 5, CancellationTimeout = 200 }.ConnectionString));
        using var terminal = await node.TerminalAsync();
        Assert.Equal("0000", (await terminal.UploadAsync(("1", Time))).Code);
        await terminal.BeatAsync(node.Now); // From here on its actor lives; one that has to be recovered needs the journal.

        relay.Silence();
        node.Time.Hold();
        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("2", Time)));
        await Patience.UntilAsync(async () => !(await node.Http.GetAsync("/health/ready")).IsSuccessStatusCode, "not ready");
        Assert.Equal(0x00, (await terminal.BeatAsync(node.Now)).Status); // Heartbeats need no database, and the upload has no answer yet.
        node.Time.Shift(TimeSpan.FromSeconds(11));
        node.Time.LetGo();
        Assert.Equal("9998", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        using var command = await node.Http.PostAsJsonAsync($"/api/v1/devices/{terminal.Sn}/commands", new { type = "clock.set" });
        Assert.False(command.IsSuccessStatusCode);

        relay.Resume();

        await Patience.UntilAsync(async () => (await terminal.UploadAsync(("2", Time))).Code == "0000", "taken again");
        Assert.Equal(["1", "2"], (await node.RecordsAsync(terminal.Sn)).Select(record => record.UserId));
        Assert.Equal(2, (await node.FeedAsync(terminal.Sn, 2)).Count);
    }

    private static Dictionary<string, string> Settings(string connectionString) =>
        new() { ["Storage:Provider"] = "PostgreSql", ["Storage:ConnectionString"] = connectionString };
}
