using System.Data.Common;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Storage.Audit;
using Gateway.Storage.Commands;
using Gateway.Storage.Persons;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Storage.Commands;

[Trait(Category.Name, Category.Servers)]
public sealed class CommandIntakeStoreTests
{
    private const int Many = 40;

    private const string LocksWaitedFor =
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT l.granted AND d.datname = current_database()";

    private static readonly AuditFilter Any = new(null, null, null, null, null);

    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Take_ManyAtOnce_StoresEachPersonOnceAndARowForEach(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = test.Intake;

        var results = await Task.WhenAll(Enumerable.Range(0, Many).Select(
            number => TakeAsync(test, store, "d1", $"c{number}", Person($"u{number % 10}", number % 2 == 0 ? Photo() : null))));

        Assert.All(results, static result => Assert.Equal(new CommandIntakeResult(DeviceKind.Attendance, null), result));
        Assert.Equal(10, await test.NumberAsync("SELECT count(*) FROM persons"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM photos"));
        var rows = (await test.Audit.ListAsync(Any, 100, null, default)).Items;
        Assert.Equal(Enumerable.Range(0, Many).Select(number => $"devices/d1/commands/c{number}").Order(), rows.Select(row => row.Subject).Order());
        foreach (var row in rows)
        {
            var id = row.Subject.Split('/')[^1];
            Assert.Equal(["d1", id], row.Subjects);
            Assert.Equal($$"""{"id":"{{id}}"}""", row.After);
            Assert.Equal(row, Assert.Single((await test.Audit.ListAsync(Any with { Subject = id }, 100, null, default)).Items), static (one, other) => one!.Id == other!.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Take_OneThatTheDatabaseRefuses_FailsAlone(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = test.Intake;
        await test.RefuseInsertsAsync("audit", "NEW.subject = 'devices/d1/commands/c7'");

        var all = Enumerable.Range(0, Many).Select(number => TakeAsync(test, store, "d1", $"c{number}", Person($"u{number}"))).ToList();

        await Assert.ThrowsAnyAsync<DbException>(() => all[7]);
        all.RemoveAt(7);
        Assert.All(await Task.WhenAll(all), static result => Assert.Equal(DeviceKind.Attendance, result.Kind));
        Assert.Equal(Many - 1, await test.NumberAsync("SELECT count(*) FROM audit"));
        Assert.Equal(Many - 1, await test.NumberAsync("SELECT count(*) FROM persons"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Take_WhatGoesToNoActor_WritesNothing(StorageProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var store = test.Intake;
        await test.ProjectAsync(Queued(Push("open"), "d1"), Queued(Push("ended"), "d1"), Succeeded(Push("ended"), 5, "d1"));

        Assert.Equal(default, await TakeAsync(test, store, "nobody", "c1", Person()));
        Assert.Equal(new CommandIntakeResult(DeviceKind.Enrolment, null), await TakeAsync(test, store, "e1", "c1", Person()));
        Assert.Equal(CommandState.Succeeded, (await TakeAsync(test, store, "d1", "ended", Person())).Known?.State);
        Assert.Equal("hash-open", (await TakeAsync(test, store, "d1", "open", Person(), "other")).Known?.Command.ContentHash);
        Assert.Equal(0, await test.NumberAsync("SELECT (SELECT count(*) FROM persons) + (SELECT count(*) FROM audit)"));

        // The same once more: for its actor, with a row; its person is there if anybody needs him.
        Assert.Equal(CommandState.Queued, (await TakeAsync(test, store, "d1", "open", Person())).Known?.State);
        Assert.Equal(1, await test.NumberAsync("SELECT (SELECT count(*) FROM persons) + (SELECT count(*) FROM audit)"));
    }

    /// <summary>Behind one that is held there: that, another that came with it, and what waited for the two.</summary>
    [PostgresFact]
    public async Task Take_WhatCameTogether_IsFewTransactions()
    {
        await using var test = await CreateAsync(StorageProvider.PostgreSql);
        var store = test.Intake;
        var intakes = new List<CommandIntake>();
        for (var number = 0; number < Many; number++) intakes.Add(await MakeAsync(test, "d1", $"c{number}", Person($"u{number}")));
        Task<CommandIntakeResult>[] all = [];
        await test.Database.WriteAsync(async (db, token) =>
        {
            await db.ExecuteAsync("LOCK TABLE audit IN EXCLUSIVE MODE", token);
            var first = store.TakeAsync(intakes[0], default);
            while (await db.ExecuteAsync<long>(LocksWaitedFor, token) == 0) await Task.Yield();
            return all = [first, .. intakes[1..].Select(intake => store.TakeAsync(intake, default))];
        }, default);
        await Task.WhenAll(all);

        Assert.InRange(await test.NumberAsync("SELECT count(DISTINCT x) FROM (SELECT xmin::text AS x FROM audit UNION SELECT xmin::text FROM persons) AS written"), 2, 3);
    }

    private static async Task<TestDatabase> CreateAsync(StorageProvider provider)
    {
        var test = await TestDatabase.CreateAsync(provider);
        await test.Devices.PutAsync([TestDatabase.Device("d1"), TestDatabase.Device("e1") with { Kind = DeviceKind.Enrolment }], default);
        return test;
    }

    private static async Task<CommandIntakeResult> TakeAsync(TestDatabase test, CommandIntakeStore store, string sn, string id, StoredPerson person, string? hash = null) =>
        await store.TakeAsync(await MakeAsync(test, sn, id, person, hash), default);

    private static async Task<CommandIntake> MakeAsync(TestDatabase test, string sn, string id, StoredPerson person, string? hash = null)
    {
        var refs = await test.Persons.GetRefsAsync(person, default);
        var command = Push(id, refs.Person, userId: person.UserId);
        var note = new AuditNote(AuditCaller.Redis, AuditActions.CommandPost, $"devices/{sn}/commands/{id}", [sn, id], After: $$"""{"id":"{{id}}"}""");
        return new CommandIntake(sn, hash is null ? command : command with { ContentHash = hash }, HasOwnId: true, person, refs, note);
    }
}
