using Gateway.Actors.Commands;
using Gateway.Storage.Commands;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Storage.Commands;

public sealed class CommandListsTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Newest_WalkedByCursor_GivesEachOnceNewestFirst(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.Devices.PutAsync([TestDatabase.Device("sn1", site: "A"), TestDatabase.Device("sn2", site: "A"), TestDatabase.Device("sn3", site: "B")], default);
        Command[] commands = [.. Enumerable.Range(0, 9).Select(i => Push($"c{i}", batchId: i < 4 ? "b1" : null, userId: $"u{i % 2}") with { CreatedAt = At(i / 2) })];
        await test.ProjectAsync([.. commands.Select((c, i) => Queued(c, $"sn{(i % 3) + 1}"))]);
        await test.ProjectAsync(Queued(commands[8], "sn1"), Succeeded(commands[3], 9), Queued(SetClock("clock") with { CreatedAt = At(7) }, "sn3"));
        var lists = new CommandLists(test.Database, test.Hidden);

        Assert.Equal(["clock sn3", "c8 sn3", "c8 sn1", "c7 sn2", "c6 sn1", "c5 sn3", "c4 sn2", "c3 sn1", "c2 sn3", "c1 sn2", "c0 sn1"], await WalkAsync(new()));
        Assert.Equal(["c8 sn1", "c7 sn2", "c6 sn1", "c4 sn2", "c3 sn1", "c1 sn2", "c0 sn1"], await WalkAsync(new(Site: "A")));
        Assert.Equal(["c8 sn3", "c8 sn1", "c6 sn1", "c4 sn2", "c2 sn3", "c0 sn1"], await WalkAsync(new(UserId: "u0")));
        Assert.Equal(["c3 sn1"], await WalkAsync(new(State: CommandState.Succeeded)));
        Assert.Equal(["c2 sn3", "c1 sn2", "c0 sn1"], await WalkAsync(new(BatchId: "b1", State: CommandState.Queued)));
        Assert.Equal(["clock sn3"], await WalkAsync(new(Type: CommandType.ClockSet)));
        Assert.Equal(["c8 sn3", "c8 sn1"], await WalkAsync(new(Id: "c8")));
        Assert.Equal(["c5 sn3", "c4 sn2"], await WalkAsync(new(From: At(2), To: At(3))));
        Assert.Empty(await WalkAsync(new(State: CommandState.Failed)));
        await Assert.ThrowsAsync<CursorInvalidException>(() => lists.NewestAsync(new(), 2, "x", default));

        async Task<List<string>> WalkAsync(CommandFilter filter)
        {
            var found = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await lists.NewestAsync(filter, 2, cursor, default);
                found.AddRange(page.Items.Select(static item => $"{item.Status.Command.Id} {item.Sn}"));
                cursor = page.NextCursor;
            }

            Assert.Equal(found.Count, await lists.CountAsync(filter, 100, default));
            Assert.Equal(Math.Min(found.Count, 2), await lists.CountAsync(filter, 1, default));
            return found;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Newest_CommandsThatFailed_AreFoundByTheirState(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.ProjectAsync(Queued(Push("a")), Queued(Push("b")), Queued(Push("c")));
        await test.ExecuteAsync("UPDATE commands SET state = 'failed', ended_at = 1 WHERE id = 'b'");
        await test.ExecuteAsync("UPDATE commands SET state = 'expired', ended_at = 1 WHERE id = 'c'");
        var lists = new CommandLists(test.Database, test.Hidden);

        Assert.Equal(["b"], (await lists.NewestAsync(new(State: CommandState.Failed), 9, null, default)).Items.Select(static item => item.Status.Command.Id));
        Assert.Equal(["c"], (await lists.NewestAsync(new(State: CommandState.Expired), 9, null, default)).Items.Select(static item => item.Status.Command.Id));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NewestBatches_WalkedByCursor_NewestFirst(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        foreach (var (id, at) in new[] { ("b1", 1), ("b2", 3), ("b3", 2), ("b4", 2) })
            await test.Commands.BeginBatchAsync(id, CommandType.ClockSet, At(at), 7, default);
        var lists = new CommandLists(test.Database, test.Hidden);

        var found = new List<Batch>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await lists.NewestBatchesAsync(1, cursor, default);
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        }

        Assert.Equal(["b2", "b4", "b3", "b1"], found.Select(static batch => batch.Id));
        Assert.All(found, static batch => Assert.Equal((CommandType.ClockSet, 7), (batch.Type, batch.Targets)));
    }
}
