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
        async Task<CommandStatus> StepAsync(ICommandEvent happened)
        {
            await test.ProjectAsync(happened);
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
        Assert.Equal(0, await test.NumberAsync("SELECT count(*) FROM tags"));
        var expected = JsonNode.Parse("""
            {"id":"c1","type":"person.push","user_id":"u1","state":"failed","result_code":"9999","result_desc":null,"attempts":3,"batch_id":"b1",
            "created_at":"2025-03-01T08:00:00Z","ended_at":"2025-03-01T08:00:07Z"}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(Assert.Single(await test.ColumnAsync<string>("SELECT data FROM outbox")))));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM outbox WHERE data_protected IS NOT NULL")); // The terminal's own words.
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
        ICommandEvent[] events = [
            .. commands.Select(c => Queued(c)),
            new CommandsHandedOut("sn1", 1, ids, HandOutVia.Http, null, default, false, At(1)),
            new CommandsReturned("sn1", 1, ids[10..], ReturnReason.ConnectionLost, At(2)),
            .. commands[..5].Select(c => Succeeded(c, 3)),
            new CommandExpired("sn1", commands[20], 1, null, null, At(1), At(4)),
            new CommandCancelled("sn1", commands[21], 1, null, null, At(1), At(4)),
            new CommandSuperseded("sn1", commands[22], 1, null, "c23", At(1), At(4)),
        ];

        var projected = await test.ProjectAsync(events);

        Assert.Equal(8, projected.Outcomes);
        Assert.Equal(8, await test.NumberAsync("SELECT count(*) FROM outbox"));
        var batch = (await test.Commands.GetBatchAsync("b1", default));
        Assert.Null(batch);
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'succeeded'"));
        Assert.Equal(5, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'in_flight'"));
        Assert.Equal(17, await test.NumberAsync("SELECT count(*) FROM commands WHERE state = 'queued' AND attempts = 1"));
        Assert.Equal("c23", (await test.Commands.GetAsync("sn1", "c22", default))!.ResultDesc);

        var ofRoster = Push("r1", "ref", "b1") with { BatchId = null, ExpiresAt = Command.Never, Roster = new RosterOrder("天府-1", 7) };
        await test.ProjectAsync(Queued(ofRoster), new CommandCancelled("sn1", ofRoster, 0, "replaced", null, null, At(5)));
        Assert.Equal(new CommandStatus(ofRoster, CommandState.Cancelled, 0, "replaced", null, null, At(5)), await test.Commands.GetAsync("sn1", "r1", default));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM outbox WHERE data LIKE '%\"roster\":{\"site\":\"天府-1\",\"version\":7}%'"));
    }

    /// <summary>The journal's transactions commit in any order; what is due is taken in the order of the numbers all the same.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_InSteps_TakesWhatIsDueInOrderAndNothingElse(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.JournalAsync(Queued(Push("c1")), Queued(Push("c2"), "sn2"), Succeeded(Push("c1"), 2));

        Assert.Equal(new ProjectedEvents(2, 0), await test.Projection.ProjectAsync(2, default));
        Assert.Equal((1, 2), (await test.NumberAsync("SELECT count(*) FROM tags"), await test.NumberAsync("SELECT count(*) FROM commands")));
        Assert.Equal((2, long.MaxValue), (await test.Journal.GetUnprojectedAsync("device-sn1", default), await test.Journal.GetUnprojectedAsync("device-sn2", default)));

        Assert.Equal(new ProjectedEvents(1, 1), await test.Projection.ProjectAsync(2, default));
        Assert.Equal(default, await test.Projection.ProjectAsync(2, default));
        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM journal"));
    }

    /// <summary>What has ended has ended, and is told once: even were its events to come again, or its acceptance after its ending.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_EventsOfAnEndedCommand_ChangeNothing(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var push = Push("c1");
        Assert.Equal(1, (await test.ProjectAsync(Succeeded(push, 2), Queued(push), HandedOut(3, "c1"), Succeeded(push, 4))).Outcomes);

        var again = await test.ProjectAsync(Queued(push), HandedOut(5, "c1"), new CommandExpired("sn1", push, 1, null, null, null, At(6)));

        Assert.Equal(new ProjectedEvents(3, 0), again);
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM outbox"));
        Assert.Equal(new CommandStatus(push, CommandState.Succeeded, 1, "0000", "ok", At(1), At(2)), await test.Commands.GetAsync("sn1", "c1", default));
    }

    /// <summary>Two projections at once, as after a singleton has moved: each event counts once.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_TwoAtOnce_WriteEachOutcomeOnce(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        Command[] commands = [.. Enumerable.Range(0, 40).Select(i => Push($"c{i}", userId: "u" + i))];
        await test.JournalAsync([.. commands.SelectMany(c => new ICommandEvent[] { Queued(c), Succeeded(c, 2) })]);
        async Task RunAsync()
        {
            while (await test.NumberAsync("SELECT count(*) FROM tags") > 0)
            {
                try
                {
                    await test.Projection.ProjectAsync(4, default);
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

        await test.ProjectAsync(new CommandFailed("sn1", push, 1, "9\0", "a\0b\ud800c", null, At(1)));

        Assert.Equal("a\ufffdb\ufffdc", (await test.Commands.GetAsync("sn1", "c1", default))!.ResultDesc);
    }

    /// <summary>The transaction is one: with the outcomes refused, the events stay due.</summary>
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Project_OutboxRefuses_EventsStayDue(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.RefuseInsertsAsync("outbox");
        await test.JournalAsync(Queued(Push("c1")), Succeeded(Push("c1"), 2));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.Projection.ProjectAsync(10, default));

        Assert.Equal((2, 0), (await test.NumberAsync("SELECT count(*) FROM tags"), await test.NumberAsync("SELECT count(*) FROM commands")));
    }
}
