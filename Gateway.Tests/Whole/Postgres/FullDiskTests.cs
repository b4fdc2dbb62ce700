using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Whole.Postgres;

/// <summary>
/// No room for another row: nothing is acknowledged, nothing breaks, and it goes on when there is room. Alone: a server one of whose table spaces is full makes no checkpoint, and
/// so no database
/// for anybody else.
/// </summary>
[Collection(AloneTests.Collection)]
[Trait(Category.Name, Category.Servers)]
public sealed class FullDiskTests
{
    private const string Time = "2024-05-06 08:30:00";

    [SmallDiskFact(onPostgres: true)]
    public async Task Postgres_TableSpaceFull_IsAnswered9998AndTakenWhenThereIsRoom()
    {
        using var disk = SmallDisk.Make(64);
        await using var server = new NpgsqlConnection(ServerDatabase.Server);
        await server.OpenAsync();
        disk.GiveTo(server.ProcessID);
        var space = "gateway_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, $"CREATE TABLESPACE {space} LOCATION '{disk.Path}'");
        try
        {
            await ExecuteAsync(server, $"CREATE DATABASE {space} TABLESPACE {space}");
            var connection = new NpgsqlConnectionStringBuilder(ServerDatabase.Server) { Database = space }.ConnectionString;
            await using (var node = await TestNode.StartAsync(new Dictionary<string, string> { ["Storage:Provider"] = "PostgreSql", ["Storage:ConnectionString"] = connection }))
                await RefusedAsync(node, disk);
        }
        finally
        {
            await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {space} WITH (FORCE)");
            await ExecuteAsync(server, $"DROP TABLESPACE {space}");
        }
    }

    [SmallDiskFact]
    public async Task Sqlite_DiskFull_IsAnswered9998AndTakenWhenThereIsRoom()
    {
        using var disk = SmallDisk.Make(32);
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["DataDirectory"] = disk.Path });
        await RefusedAsync(node, disk);
    }

    private static async Task RefusedAsync(TestNode node, SmallDisk disk)
    {
        using var terminal = await node.TerminalAsync();
        Assert.Equal("0000", (await terminal.UploadAsync(("1", Time))).Code);
        await terminal.BeatAsync(node.Now); // From here on its actor lives; one that has to be recovered needs the journal.
        disk.Fill();

        // What room the files themselves still have is used up first; what was acknowledged meanwhile must be there later.
        var acknowledged = new List<string> { "1" };
        (string Code, string Description) result;
        for (var batch = 0; ; batch++)
        {
            var users = Enumerable.Range(0, 50).Select(i => $"filler-{batch:D4}-{i:D2}-{new string('x', 40)}").ToArray();
            await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson([.. users.Select(user => (user, Time))]));
            var answer = terminal.ReadFrameAsync();
            if (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(2))) != answer) node.Time.Shift(TimeSpan.FromSeconds(11));
            result = terminal.ResultOf(await answer);
            if (result.Code != "0000") break;
            acknowledged.AddRange(users);
        }

        Assert.Equal(("9998", "not stored, send it again"), result);
        Assert.Equal(0x00, (await terminal.BeatAsync(node.Now)).Status);
        disk.Free();

        await Patience.UntilAsync(async () => (await terminal.UploadAsync(("2", Time))).Code == "0000", "taken again");
        await node.CommandAsync(terminal.Sn, new { type = "clock.set" });
        var stored = new HashSet<string>();
        for (string? cursor = null; ;)
        {
            var page = await node.GetAsync($"/api/v1/attendance?sn={terminal.Sn}&limit=1000{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var item in page["items"]!.AsArray()) Assert.True(stored.Add(item!["user_id"]!.GetValue<string>()));
            if ((cursor = page["next_cursor"]?.GetValue<string>()) is null) break;
        }

        // Of the refused upload there may be all or nothing.
        Assert.Subset(stored, new HashSet<string>(acknowledged) { "2" });
        Assert.True(stored.Count - acknowledged.Count - 1 is 0 or 50);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
