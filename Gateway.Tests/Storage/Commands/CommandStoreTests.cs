using Gateway.Actors.Commands;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Storage.Commands;

public sealed class CommandStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_WalkedByCursor_GivesEachOnceInOrderOfAcceptance(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        Command[] commands = [.. Enumerable.Range(0, 7).Select(i => Push(i % 2 == 0 ? $"a:{i}" : $"B{i}") with { CreatedAt = At(i / 3) })];
        await test.ProjectAsync([.. commands.Select(c => Queued(c)), Queued(Push("other"), "sn2"), Succeeded(commands[3], 9)]);

        var all = await WalkAsync(null);
        var queued = await WalkAsync(CommandState.Queued);

        Assert.Equal(commands.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => c.Id), all);
        Assert.Equal(all.Where(id => id != "B3"), queued);
        Assert.Equal(["B3"], await WalkAsync(CommandState.Succeeded));
        Assert.Empty(await WalkAsync(CommandState.Failed));
        await Assert.ThrowsAsync<CursorInvalidException>(() => test.Commands.ListAsync("sn1", null, 2, "x", default));

        async Task<List<string>> WalkAsync(CommandState? state)
        {
            var ids = new List<string>();
            string? cursor = null;
            do
            {
                var page = await test.Commands.ListAsync("sn1", state, 2, cursor, default);
                ids.AddRange(page.Items.Select(item => item.Status.Command.Id));
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            return ids;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ListSite_ItsDevices_BySnAndThenAsAccepted(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.Devices.PutAsync([TestDatabase.Device("sn1", site: "A"), TestDatabase.Device("sn2", site: "A"), TestDatabase.Device("sn3", site: "B")], default);
        await test.ProjectAsync(
            Queued(Push("c2"), "sn2"), Queued(Push("b"), "sn1"), Queued(Push("a"), "sn1"), Queued(Push("c"), "sn3"), Queued(Push("c1"), "sn2"));

        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await test.Commands.ListSiteAsync("A", CommandState.Queued, 1, cursor, default);
            found.AddRange(page.Items.Select(static item => item.Sn + item.Status.Command.Id));
            cursor = page.NextCursor;
        }

        Assert.Equal(["sn1a", "sn1b", "sn2c1", "sn2c2"], found);
        Assert.Empty((await test.Commands.ListSiteAsync("A", CommandState.Failed, 10, null, default)).Items);
        await Assert.ThrowsAsync<CursorInvalidException>(() => test.Commands.ListSiteAsync("A", null, 2, "x", default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Find_ByIdAlone_NamesEveryDeviceThatHasIt(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.ProjectAsync(Queued(Push("c1"), "sn2"), Queued(Push("c1"), "sn1"), Queued(Push("c2"), "sn1"));

        Assert.Equal(["sn1", "sn2"], (await test.Commands.FindAsync("c1", 10, default)).Select(c => c.Sn));
        Assert.Single(await test.Commands.FindAsync("c1", 1, default));
        Assert.Empty(await test.Commands.FindAsync("c3", 10, default));
        Assert.Null(await test.Commands.GetAsync("sn2", "c2", default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ExpiredSns_OpenCommandsOverTheirTime_OncePerDevice(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var done = Push("done", lifeSeconds: 10);
        await test.ProjectAsync(
            Queued(Push("a", lifeSeconds: 10), "sn2"), Queued(Push("b", lifeSeconds: 20), "sn2"), Queued(Push("c", lifeSeconds: 10), "sn1"), HandedOut(1, "c"),
            Queued(done, "sn3"), Succeeded(done, 2, "sn3"), Queued(Push("d", lifeSeconds: 30), "sn4"));

        Assert.Empty(await test.Commands.GetExpiredSnsAsync(At(9.9), "", 10, default));
        Assert.Equal(["sn1", "sn2"], await test.Commands.GetExpiredSnsAsync(At(20), "", 10, default));
        Assert.Equal(["sn2"], await test.Commands.GetExpiredSnsAsync(At(20), "sn1", 10, default));
        Assert.Equal(["sn1"], await test.Commands.GetExpiredSnsAsync(At(30), "", 1, default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Batch_BegunAndEnded_CountsItsCommandsByState(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var push = Push("c1", batchId: "b1");
        Assert.Null(await test.Commands.GetBatchAsync("b1", default));
        await test.Commands.BeginBatchAsync("b1", CommandType.PersonPush, At(0), 3, default);
        await test.Commands.BeginBatchAsync("b1", CommandType.PersonPush, At(9), 4, default);
        await test.ProjectAsync(Queued(push), Queued(push, "sn2"), Queued(Push("c2")), Succeeded(push, 2));

        var under = (await test.Commands.GetBatchAsync("b1", default))!;
        await test.Commands.EndBatchAsync("b1", 2, 1, default);
        var ended = (await test.Commands.GetBatchAsync("b1", default))!;

        Assert.Equal((At(0), 3, null, null), (under.CreatedAt, under.Targets, under.Accepted, under.Rejected));
        Assert.Equal((2, 1), (ended.Accepted, ended.Rejected));
        Assert.Equal(7, ended.Counts.Count);
        Assert.Equal((1, 1, 0), (ended.Counts[CommandState.Queued], ended.Counts[CommandState.Succeeded], ended.Counts[CommandState.Failed]));
    }

    /// <summary>The queries that run for ever must not read the whole table.</summary>
    [Theory]
    [InlineData("SELECT 1 FROM commands c WHERE c.person_ref = 'x' AND state IN ('queued', 'in_flight')", "ix_commands_person")]
    [InlineData("SELECT state, count(*) FROM commands WHERE batch_id = 'x' GROUP BY state", "ix_commands_batch")]
    [InlineData("SELECT * FROM commands c WHERE c.id = 'x' ORDER BY c.sn LIMIT 5", "ix_commands_id")]
    public async Task Query_OnSqlite_UsesItsIndex(string sql, string index)
    {
        await using var test = await TestDatabase.CreateAsync();

        var plan = await test.Database.ReadAsync(
            async (db, token) =>
            {
                await using var command = (await db.OpenDbConnectionAsync(token)).CreateCommand();
                command.CommandText = "EXPLAIN QUERY PLAN " + sql;
                await using var reader = await command.ExecuteReaderAsync(token);
                var lines = new List<string>();
                while (await reader.ReadAsync(token)) lines.Add(reader.GetString(3));
                return lines;
            },
            default);

        Assert.Contains(plan, line => line.Contains(index, StringComparison.Ordinal));
    }
}
