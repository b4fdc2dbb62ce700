using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Actors.Projection;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Actors.Commands.CommandEvents;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Storage.Commands;

public sealed class CommandProjectionStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_AWholeLife_ShowsEachStateAndWritesOneOutcome(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var push = Push("c1", "ref1", "b1");
        var position = new ProjectionPosition(0, DateTimeOffset.UnixEpoch);
        async Task<CommandStatus> StepAsync(ICommandEvent happened)
        {
            position = (await test.Projection.ProjectAsync(position, Journal(position.Position + 7, happened), default)).Position;
            return (await test.Commands.GetAsync("sn1", "c1", default))!;
        }

        Assert.Equal(new CommandStatus(push, CommandState.Queued, 0, null, null, null, null), await StepAsync(Queued(push)));
        Assert.Equal(new CommandStatus(push, CommandState.InFlight, 1, null, null, At(2), null), await StepAsync(HandedOut(2, "c1")));
        Assert.Equal(new CommandStatus(push, CommandState.Queued, 1, null, null, At(2), null),
            await StepAsync(new CommandsReturned("sn1", 1, ["c1"], ReturnReason.NoResult, At(3))));
        Assert.Equal(CommandState.InFlight, (await StepAsync(HandedOut(4, "c1"))).State);
        Assert.Equal(CommandState.Queued, (await StepAsync(new CommandsSplit("sn1", 1, ["c1"], "9999", "bad", At(5)))).State);
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM outbox"));
        var ended = await StepAsync(new CommandFailed("sn1", push, 3, "9999", "照片不合格", At(6), At(7)));

        Assert.Equal(new CommandStatus(push, CommandState.Failed, 3, "9999", "照片不合格", At(6), At(7)), ended);
        Assert.Equal(new ProjectionPosition(42, At(7)), await test.Projection.GetPositionAsync(default));
        var expected = JsonNode.Parse("""
            {"id":"c1","type":"person.push","user_id":"u1","state":"failed","result_code":"9999","result_desc":"照片不合格","attempts":3,"batch_id":"b1",
            "created_at":"2025-03-01T08:00:00Z","ended_at":"2025-03-01T08:00:07Z"}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(Assert.Single(await test.ColumnAsync<string>("SELECT data FROM outbox")))));
        Assert.Equal(["command"], await test.ColumnAsync<string>("SELECT kind FROM outbox"));
        Assert.Equal(["sn1"], await test.ColumnAsync<string>("SELECT sn FROM outbox"));
        Assert.Equal(At(7).ToUnixTimeMilliseconds(), await test.NumberAsync("SELECT at FROM outbox"));
    }

    /// <summary>The same in one transaction: what an event needs may stand in the same group.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_OneGroup_ComesToTheSameAsOneByOne(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        Command[] commands = [.. Enumerable.Range(0, 30).Select(i => Push($"c{i:00}", "ref", "b1", userId: "u" + i))];
        string[] ids = [.. commands.Select(c => c.Id)];
        var events = Journal(1, [
            .. commands.Select(c => Queued(c)),
            new CommandsHandedOut("sn1", 1, ids, HandOutVia.Http, null, default, false, At(1)),
            new CommandsReturned("sn1", 1, ids[10..], ReturnReason.ConnectionLost, At(2)),
            .. commands[..5].Select(c => Succeeded(c, 3)),
            new CommandExpired("sn1", commands[20], 1, null, null, At(1), At(4)),
            new CommandCancelled("sn1", commands[21], 1, null, null, At(1), At(4)),
            new CommandSuperseded("sn1", commands[22], 1, null, "c23", At(1), At(4)),
        ]);

        var projected = await test.Projection.ProjectAsync(default, events, default);

        Assert.Equal(8, projected.Outcomes);
        Assert.Equal(8, await test.NumberAsync("SELECT count(*) FROM outbox"));
        var batch = (await test.Commands.GetBatchAsync("b1", default));
        Assert.Null(batch);
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'succeeded'"));
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'in_flight'"));
        Assert.Equal(17, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'queued' AND attempts = 1"));
        Assert.Equal("c23", (await test.Commands.GetAsync("sn1", "c22", default))!.ResultDesc);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_FromAnotherPosition_ChangesNothing(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var push = Push("c1");
        var first = await test.Projection.ProjectAsync(default, Journal(5, Queued(push)), default);

        await Assert.ThrowsAsync<ProjectionFencedException>(() => test.Projection.ProjectAsync(default, Journal(5, Queued(push), Succeeded(push, 2)), default));
        await Assert.ThrowsAsync<ProjectionFencedException>(
            () => test.Projection.ProjectAsync(new ProjectionPosition(4, At(0)), Journal(5, Succeeded(push, 2)), default));

        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(5, first.Position.Position);
        Assert.Equal(CommandState.Queued, (await test.Commands.GetAsync("sn1", "c1", default))!.State);
    }

    /// <summary>Two projections at once, as after a singleton has moved: each event counts once.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_TwoAtOnce_WriteEachOutcomeOnce(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        Command[] commands = [.. Enumerable.Range(0, 40).Select(i => Push($"c{i}", userId: "u" + i))];
        var events = Journal(1, [.. commands.SelectMany(c => new ICommandEvent[] { Queued(c), Succeeded(c, 2) })]);
        async Task RunAsync()
        {
            while (true)
            {
                var from = await test.Projection.GetPositionAsync(default);
                var next = events.Where(e => e.Position > from.Position).Take(4).ToArray();
                if (next.Length == 0) return;
                try
                {
                    await test.Projection.ProjectAsync(from, next, default);
                }
                catch (ProjectionFencedException)
                {
                    continue;
                }
            }
        }

        await Task.WhenAll(Task.Run(RunAsync), Task.Run(RunAsync), Task.Run(RunAsync));

        Assert.Equal(40, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(40, await test.NumberAsync("SELECT count(DISTINCT data) FROM outbox"));
        Assert.Equal(40, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'succeeded'"));
    }

    /// <summary>A terminal may say anything; what PostgreSQL cannot hold must not stop every other outcome.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_UnstorableCharacters_AreReplaced(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var push = Push("c1");

        await test.Projection.ProjectAsync(default, Journal(1, new CommandFailed("sn1", push, 1, "9\0", "a\0b\ud800c", null, At(1))), default);

        Assert.Equal("a\ufffdb\ufffdc", (await test.Commands.GetAsync("sn1", "c1", default))!.ResultDesc);
    }

    [Fact]
    public async Task NoteQuiet_OnlyAtTheStoredPosition_MovesTheTimeOnAndNeverBack()
    {
        await using var test = await TestDatabase.CreateAsync();
        Assert.True(await test.Projection.NoteQuietAsync(0, At(1), default));
        await test.Projection.ProjectAsync(default, Journal(9, Queued(Push("c1"), at: 10)), default);

        Assert.False(await test.Projection.NoteQuietAsync(8, At(60), default));
        Assert.False(await test.Projection.NoteQuietAsync(9, At(5), default));
        Assert.True(await test.Projection.NoteQuietAsync(9, At(60), default));

        Assert.Equal(new ProjectionPosition(9, At(60)), await test.Projection.GetPositionAsync(default));
    }
}
