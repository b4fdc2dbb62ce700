using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using Gateway.Actors.Attendance;
using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Servers;
using Gateway.Storage.Attendance;
using Gateway.Storage.Feed;
using Gateway.Storage.Migrations;
using Gateway.Storage.Protection;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Benchmarks.Attendance;

/// <summary>An empty database as the gateway makes it, and everything between an upload and the disk.</summary>
internal sealed class AttendanceBench : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly Func<ValueTask> _remove;
    private readonly Database _database;
    private readonly ActorSystem _system;
    private readonly CountingStore _store;
    private readonly UploadSource _uploads = new(TimeProvider.System);
    private IActorRef _sequencer = ActorRefs.Nobody;

    private AttendanceBench(StorageOptions options, Func<ValueTask> remove)
    {
        _remove = remove;
        _database = new Database(options);
        var protection = new EphemeralDataProtectionProvider();
        _store = new CountingStore(new AttendanceStore(_database, protection, new HiddenText(protection), ClearFields.Default));
        _system = ActorSystem.Create("bench", "akka.loglevel = WARNING");
        Log = new AttendanceLog(
            _store, _system.Materializer(), AttendanceLogOptions.Standard, TimeProvider.System,
            () => _sequencer.Tell(FeedSequencer.OutboxWritten.Instance), Logging.GetLogger(_system, typeof(AttendanceLog)));
    }

    public AttendanceLog Log { get; }

    /// <summary>On SQLite, in a directory of its own.</summary>
    public static Task<AttendanceBench> StartAsync(string parent, CancellationToken cancellation)
    {
        var directory = new WorkDirectory(parent);
        return StartAsync(new StorageOptions(StorageProvider.Sqlite, $"Data Source={Path.Combine(directory.Path, "bench.db")}"), Remove, cancellation);

        ValueTask Remove()
        {
            directory.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>On PostgreSQL; the database stays.</summary>
    public static Task<AttendanceBench> StartAsync(BenchDatabase database, CancellationToken cancellation) =>
        StartAsync(database.Options, static () => ValueTask.CompletedTask, cancellation);

    private static async Task<AttendanceBench> StartAsync(StorageOptions options, Func<ValueTask> remove, CancellationToken cancellation)
    {
        var bench = new AttendanceBench(options, remove);
        await new Schema(bench._database, options, TimeProvider.System).MigrateAsync(cancellation);
        return bench;
    }

    /// <summary>Records that no upload has had.</summary>
    public AttendanceRecord[] NextRecords(int count) => _uploads.NextRecords(count);

    public AttendanceUpload NextUpload(int terminal) => _uploads.Next(terminal);

    /// <summary>From here on the outbox is moved into the feed, as in a gateway.</summary>
    public void StartSequencer() => _sequencer = _system.ActorOf(FeedSequencer.Props(
        new FeedStore(_database, new FeedMemory(), TimeProvider.System, NullLogger<FeedStore>.Instance), static _ => { }, LookEvery), "sequencer");

    /// <summary>Empties the outbox: the rounds without a sequencer must not leave it a mountain.</summary>
    public Task ClearOutboxAsync(CancellationToken cancellation) =>
        _database.WriteAsync((db, token) => db.ExecuteAsync("DELETE FROM outbox", token), cancellation);

    /// <summary>Every uploader sends its next upload when the last is durable.</summary>
    public async Task<AttendanceRound> UploadAsync(int uploaders, TimeSpan duration)
    {
        _store.Take();
        var (latencies, elapsed) = await ClosedLoop.RunAsync(uploaders, duration, terminal => Log.StoreAsync(NextUpload(terminal)));
        var (groups, records) = _store.Take();
        return new AttendanceRound(records / elapsed.TotalSeconds, (int)(records / Math.Max(1, groups)), latencies.Percentile(0.5), latencies.Percentile(0.99));
    }

    /// <summary>The baseline: linq2db's bulk copy of many rows, one transaction a batch, on the gateway's own connection and thread.</summary>
    public Task<AttendanceRound> InsertRawAsync(int batch, TimeSpan duration, CancellationToken cancellation)
    {
        var options = new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows };
        return AttendanceRound.OfBatchesAsync(batch, duration, async () =>
        {
            var rows = Array.ConvertAll(_uploads.NextRecords(batch), RawRecord.Of);
            return (await _database.WriteAsync((db, token) => db.BulkCopyAsync(options, rows, token), cancellation)).RowsCopied;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await _system.Terminate();
        await _database.DisposeAsync();
        await _remove();
    }
}
