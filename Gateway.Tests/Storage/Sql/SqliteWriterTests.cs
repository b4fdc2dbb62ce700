using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Gateway.Tests.Storage.Sql;

public sealed class SqliteWriterTests : IAsyncLifetime, IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestDatabase _test = null!;
    private SqliteWriter _writer = null!;
    private int _commits;

    [Fact]
    public async Task Run_WhatWaitedTogether_IsOneTransactionInOrder()
    {
        var held = HoldAsync();
        var parts = Enumerable.Range(0, 20).Select(number => NoteAsync($"part-{number}")).ToList();
        Assert.DoesNotContain(parts, static part => part.IsCompleted);

        _gate.Set();
        await Task.WhenAll([held, .. parts]);

        Assert.Equal(1, _commits);
        Assert.Equal(["held", .. Enumerable.Range(0, 20).Select(number => $"part-{number}")], await NotedAsync());
    }

    [Fact]
    public async Task Run_APartThatThrows_IsRolledBackAlone()
    {
        var held = HoldAsync();
        var before = NoteAsync("before");
        var failing = NoteAsync("failing", static _ => throw new InvalidDataException());
        var refused = NoteAsync("refused", static db => db.ExecuteAsync("INSERT INTO feed_head (id, last_seq) VALUES (1, 0)")); // there is one
        var after = NoteAsync("after");

        _gate.Set();
        await Task.WhenAll(held, before, after);

        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        await Assert.ThrowsAsync<SqliteException>(() => refused);
        Assert.Equal(1, _commits);
        Assert.Equal(["held", "before", "after"], await NotedAsync());
    }

    [Fact]
    public async Task Run_AFirstPartThatThrows_LeavesTheOthersToThemselves()
    {
        var held = HoldAsync(static _ => throw new InvalidDataException());
        var after = NoteAsync("after");

        _gate.Set();
        await after;

        await Assert.ThrowsAsync<InvalidDataException>(() => held);
        Assert.Equal(["after"], await NotedAsync());
    }

    [Fact]
    public async Task Run_ACommitThatFails_IsTheFailureOfEveryPart()
    {
        var held = HoldAsync();
        var unowned = NoteAsync("unowned", static async db =>
        {
            await db.ExecuteAsync("PRAGMA defer_foreign_keys = ON"); // a fault that only the commit finds
            await db.ExecuteAsync("INSERT INTO persons (ref, content_protected, photo_ref, used_at) VALUES ('p', x'00', 'none', 0)");
        });
        var after = NoteAsync("after");

        _gate.Set();

        foreach (var part in new[] { held, unowned, after }) await Assert.ThrowsAsync<SqliteException>(() => part);
        await NoteAsync("next");
        Assert.Equal(["next"], await NotedAsync());
    }

    [Fact]
    public async Task Run_APartThatLosesTheTransaction_IsTheFailureOfTheOthersToo()
    {
        var held = HoldAsync();
        var losing = NoteAsync("losing", static async db =>
        {
            await db.ExecuteAsync("ROLLBACK"); // as SQLite itself does when the disk is full
            throw new InvalidDataException();
        });

        _gate.Set();

        await Assert.ThrowsAsync<InvalidDataException>(() => held);
        await Assert.ThrowsAsync<InvalidDataException>(() => losing);
        await NoteAsync("next");
        Assert.Equal(["next"], await NotedAsync());
    }

    [Fact]
    public async Task Run_CancelledWhileItWaits_NeverRuns()
    {
        using var cancelled = new CancellationTokenSource();
        var held = HoldAsync();
        var waiting = _writer.RunAsync((db, _) => NoteAsync(db, "waiting"), cancelled.Token);
        var after = NoteAsync("after");

        await cancelled.CancelAsync();
        _gate.Set();
        await Task.WhenAll(held, after);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(["held", "after"], await NotedAsync());
    }

    [Fact]
    public async Task Run_AfterTheGroupsTime_IsAnotherTransaction()
    {
        await using var writer = new SqliteWriter(new SqliteFile(_test.Options.ConnectionString).OpenWriter, TimeSpan.Zero);
        var held = HoldAsync(null, writer);
        var after = writer.RunAsync((db, _) => NoteAsync(db, "after"), CancellationToken.None);

        _gate.Set();
        await Task.WhenAll(held, after);

        Assert.Equal(2, _commits);
    }

    [Fact]
    public async Task RunAlong_UntilOthersWrite_Waits()
    {
        var along = AlongAsync("along", Patience.Max);
        var held = HoldAsync();
        Assert.False(along.IsCompleted);
        var after = NoteAsync("after");

        _gate.Set();
        await Task.WhenAll(along, held, after);

        Assert.Equal(1, _commits);
        Assert.Equal(["held", "after", "along"], await NotedAsync());
    }

    [Fact]
    public async Task RunAlong_WhenItsTimeIsOver_RunsByItself()
    {
        await Task.WhenAll(AlongAsync("first", TimeSpan.FromMilliseconds(1)), AlongAsync("second", TimeSpan.FromMilliseconds(1)));

        Assert.Equal(["first", "second"], await NotedAsync());
    }

    [Fact]
    public async Task RunAlong_WhoseTimeIsOver_GoesBeforeWhatWaits()
    {
        await using var writer = new SqliteWriter(new SqliteFile(_test.Options.ConnectionString).OpenWriter, TimeSpan.Zero);
        var held = HoldAsync(null, writer);
        await _holding.Task.WaitAsync(Patience.Max);
        var after = writer.RunAsync((db, _) => NoteAsync(db, "after"), CancellationToken.None);
        var along = writer.RunAlongAsync((db, _) => NoteAsync(db, "along"), TimeSpan.Zero, CancellationToken.None);

        _gate.Set();
        await Task.WhenAll(held, after, along);

        Assert.Equal(["held", "along", "after"], await NotedAsync());
    }

    [Fact]
    public async Task RunAlong_ThatThrows_TakesNothingWithIt()
    {
        var along = AlongAsync("along", Patience.Max, static _ => throw new InvalidDataException());
        var held = HoldAsync();

        _gate.Set();
        await held;

        await Assert.ThrowsAsync<InvalidDataException>(() => along);
        Assert.Equal(["held"], await NotedAsync());
    }

    [Fact]
    public async Task RunAlong_WithAWriteThatThrows_IsWrittenAllTheSame()
    {
        var along = AlongAsync("along", TimeSpan.FromMilliseconds(1));
        var held = HoldAsync(static _ => throw new InvalidDataException());

        _gate.Set();
        await along;

        await Assert.ThrowsAsync<InvalidDataException>(() => held);
        Assert.Equal(["along"], await NotedAsync());
    }

    [Fact]
    public async Task RunAlong_WhenTheWriterEnds_IsWritten()
    {
        var along = AlongAsync("along", Patience.Max);

        await _writer.DisposeAsync();
        await along;

        Assert.Equal(["along"], await NotedAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AlongAsync("late", Patience.Max));
    }

    public async Task InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync();
        await _test.ExecuteAsync("CREATE TABLE noted (text TEXT NOT NULL)");
        _writer = new SqliteWriter(new SqliteFile(_test.Options.ConnectionString).OpenWriter, TimeSpan.FromDays(1));
    }

    public async Task DisposeAsync()
    {
        _gate.Set();
        await _writer.DisposeAsync();
        await _test.DisposeAsync();
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>A first part that keeps the writer busy until the gate opens; from here on commits are counted.</summary>
    private Task<int> HoldAsync(Func<DataConnection, Task>? then = null, SqliteWriter? writer = null) => (writer ?? _writer).RunAsync(
        async (db, _) =>
        {
            var connection = (SqliteConnection)await db.OpenDbConnectionAsync(CancellationToken.None);
            SQLitePCL.raw.sqlite3_commit_hook(
                connection.Handle,
                _ =>
                {
                    _commits++;
                    return 0;
                },
                null);
            _holding.TrySetResult();
            _gate.Wait(Patience.Max, CancellationToken.None);
            await NoteAsync(db, "held");
            if (then is not null) await then(db);
            return 0;
        },
        CancellationToken.None);

    private Task<int> NoteAsync(string text, Func<DataConnection, Task>? then = null) => _writer.RunAsync(
        async (db, _) =>
        {
            await NoteAsync(db, text);
            if (then is not null) await then(db);
            return 0;
        },
        CancellationToken.None);

    private Task<int> AlongAsync(string text, TimeSpan within, Func<DataConnection, Task>? then = null) => _writer.RunAlongAsync(
        async (db, _) =>
        {
            await NoteAsync(db, text);
            if (then is not null) await then(db);
            return 0;
        },
        within,
        CancellationToken.None);

    private static Task<int> NoteAsync(DataConnection db, string text) => db.ExecuteAsync("INSERT INTO noted (text) VALUES (@text)", new DataParameter("text", text));

    private Task<IReadOnlyList<string>> NotedAsync() => _test.ColumnAsync<string>("SELECT text FROM noted ORDER BY rowid");
}
