using LinqToDB;
using LinqToDB.Data;
using Npgsql;

namespace Gateway.Storage.Sql;

/// <summary>The one way to the database: reads anywhere, writes one transaction at a time on SQLite.</summary>
public sealed class Database : IAsyncDisposable
{
    private const int ReadThreads = 4;
    private const int ReadsWaitingMax = 1024;

    /// <summary>Tries of one write in all when PostgreSQL asks for it to be repeated (deadlock, serialisation).</summary>
    private const int WriteTriesMax = 3;

    private readonly SqliteFile? _file;
    private readonly SqliteWriter? _writer;
    private readonly ConnectionThreads? _readers;
    private readonly DataOptions? _postgres;
    private readonly DataOptions? _uplink;

    /// <summary>Opens nothing yet.</summary>
    public Database(StorageOptions options)
    {
        if (options.Provider == StorageProvider.Sqlite)
        {
            _file = new SqliteFile(options.ConnectionString);
            _writer = new SqliteWriter(_file.OpenWriter, SqliteWriter.GroupTimeMax);
            _readers = new ConnectionThreads("storage-read", ReadThreads, ReadsWaitingMax, _file.OpenReader);
        }
        else
        {
            _postgres = new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, options.ConnectionString);
            _uplink = new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, PostgresConnection.ForUplink(options.ConnectionString));
        }
    }

    /// <summary>The file of SQLite; null on PostgreSQL.</summary>
    internal SqliteFile? File => _file;

    /// <summary>Whether large tables are kept in partitions: on PostgreSQL.</summary>
    internal bool HasPartitions => _file is null;

    /// <summary>Answers when the database does (readiness).</summary>
    public Task PingAsync(CancellationToken cancellation) =>
        ReadAsync((db, token) => db.ExecuteAsync<long>("SELECT last_seq FROM feed_head WHERE id = 1", token), cancellation);

    /// <summary>The random id that this database was given when it was made, a UUID in form D: tells a new database from the one before.</summary>
    public Task<string> GetStoreIdAsync(CancellationToken cancellation) =>
        ReadAsync((db, token) => db.ExecuteAsync<string>("SELECT id FROM store WHERE singleton = 1", token), cancellation);

    /// <summary>Runs a read on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<DataConnection, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        if (_readers is not null) return await _readers.RunAsync(read, cancellation);
        await using var db = new DataConnection(_postgres!);
        return await read(db, cancellation);
    }

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction and commits it; on SQLite one after the other, on a thread of its own (its calls block), and perhaps
    /// together with others that wait: none counts before the commit, and each is rolled back alone when it throws.
    /// </summary>
    /// <param name="write">Awaits nothing but the database. May be run again from its start when PostgreSQL had to roll it back (deadlock).</param>
    public Task<T> WriteAsync<T>(Func<DataConnection, CancellationToken, Task<T>> write, CancellationToken cancellation) => WriteAsync(_postgres, write, cancellation);

    /// <summary>The same for uploads, on PostgreSQL by connections of their own: commands, lists and imports that take all others do not hold them up.</summary>
    public Task<T> WriteUplinkAsync<T>(Func<DataConnection, CancellationToken, Task<T>> write, CancellationToken cancellation) => WriteAsync(_uplink, write, cancellation);

    /// <summary>The same for what may wait a moment: on SQLite it goes along with the next write that others wait for, or after 25 ms by itself.</summary>
    public Task<T> WriteAlongAsync<T>(Func<DataConnection, CancellationToken, Task<T>> write, CancellationToken cancellation) =>
        _writer is not null ? _writer.RunAlongAsync(write, SqliteWriter.AlongWithin, cancellation) : WriteAsync(_postgres, write, cancellation);

    private async Task<T> WriteAsync<T>(DataOptions? postgres, Func<DataConnection, CancellationToken, Task<T>> write, CancellationToken cancellation)
    {
        if (_writer is not null) return await _writer.RunAsync(write, cancellation);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var db = new DataConnection(postgres!);
                return await TransactAsync(db, write, cancellation);
            }
            catch (PostgresException failure) when (tries < WriteTriesMax
                && failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                continue;
            }
        }
    }

    /// <summary>Finishes the writes that were taken, then closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_readers is not null) await _readers.DisposeAsync();
        if (_writer is not null) await _writer.DisposeAsync();
    }

    private static async Task<T> TransactAsync<T>(DataConnection db, Func<DataConnection, CancellationToken, Task<T>> write, CancellationToken cancellation)
    {
        await using var transaction = await db.BeginTransactionAsync(cancellation);
        var result = await write(db, cancellation);

        // Not cancelled half-way: its outcome would not be known.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }
}
