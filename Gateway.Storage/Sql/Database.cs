using System.Data.Common;
using Gateway.Storage.Migrations;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Storage.Sql;

/// <summary>The one way to the database: reads anywhere, writes one transaction at a time on SQLite.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Writes that wait for the one before; more wait in their callers.</summary>
    private const int WritesWaitingMax = 256;

    private const int ReadThreads = 4;
    private const int ReadsWaitingMax = 1024;

    /// <summary>Tries of one write in all when PostgreSQL asks for it to be repeated (deadlock, serialisation).</summary>
    private const int WriteTriesMax = 3;

    /// <summary>Held while one node migrates: the others wait. An arbitrary number, frozen.</summary>
    private const long MigrationLock = 0x6761746577617901;

    private readonly StorageOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteFile? _file;
    private readonly ConnectionThreads? _writer;
    private readonly ConnectionThreads? _readers;
    private readonly DataOptions? _postgres;

    public Database(StorageOptions options)
        : this(options, TimeProvider.System)
    {
    }

    /// <summary>Opens nothing yet.</summary>
    public Database(StorageOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        if (options.Provider == StorageProvider.Sqlite)
        {
            _file = new SqliteFile(options.ConnectionString);
            _writer = new ConnectionThreads("storage-write", 1, WritesWaitingMax, _file.OpenWriter);
            _readers = new ConnectionThreads("storage-read", ReadThreads, ReadsWaitingMax, _file.OpenReader);
        }
        else
        {
            _postgres = new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, options.ConnectionString);
        }
    }

    /// <summary>Whether large tables are kept in partitions: on PostgreSQL.</summary>
    internal bool HasPartitions => _file is null;

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="StorageUnusableException">The database cannot be used; one line for people.</exception>
    /// <exception cref="StorageAwayException">It does not answer, and may again.</exception>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await (_file is null ? MigratePostgresAsync(cancellation) : OnOwnThread(MigrateSqlite));
            await WriteAsync(WriteStoreAsync, cancellation);
        }
        catch (Exception failure) when (_file is null && IsAway(failure))
        {
            throw new StorageAwayException(Cause(failure) ?? "PostgreSQL does not answer in time.", failure);
        }
        catch (Exception failure) when (Cause(failure) is { } cause)
        {
            throw new StorageUnusableException(cause, failure);
        }
    }

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

    /// <summary>Runs <paramref name="write"/> in one transaction and commits it; on SQLite one at a time, on a thread of its own (its calls block).</summary>
    /// <param name="write">Awaits nothing but the database. May be run again from its start when PostgreSQL had to roll it back (deadlock).</param>
    public async Task<T> WriteAsync<T>(Func<DataConnection, CancellationToken, Task<T>> write, CancellationToken cancellation)
    {
        if (_writer is not null) return await _writer.RunAsync((db, token) => TransactAsync(db, write, token), cancellation);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var db = new DataConnection(_postgres!);
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
        // On SQLite this is BEGIN IMMEDIATE: a transaction that starts as a reader cannot always become a writer.
        await using var transaction = await db.BeginTransactionAsync(cancellation);
        var result = await write(db, cancellation);

        // Not cancelled half-way: its outcome would not be known.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private void MigrateSqlite()
    {
        _file!.Check();
        SchemaMigrator.Run(StorageProvider.Sqlite, _file.ConnectionString);
    }

    private async Task MigratePostgresAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(_options.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT pg_advisory_lock({MigrationLock})";
        await command.ExecuteNonQueryAsync(cancellation);
        try
        {
            await OnOwnThread(() => SchemaMigrator.Run(StorageProvider.PostgreSql, _options.ConnectionString));
        }
        finally
        {
            command.CommandText = $"SELECT pg_advisory_unlock({MigrationLock})";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private Task<int> WriteStoreAsync(DataConnection db, CancellationToken cancellation) => db.ExecuteAsync(
        "INSERT INTO store (singleton, id, created_at) VALUES (1, @id, @now) ON CONFLICT (singleton) DO NOTHING",
        cancellation,
        new DataParameter("id", Guid.NewGuid().ToString()),
        new DataParameter("now", _time.GetUtcNow().ToUnixTimeMilliseconds()));

    /// <summary>One line for people when the database is at fault; null when it is not.</summary>
    private string? Cause(Exception? failure) => failure switch
    {
        null or StorageUnusableException or OperationCanceledException => null,
        SqliteException sqlite => _file!.Explain(sqlite.SqliteErrorCode),
        PostgresException postgres => $"PostgreSQL refuses: {postgres.MessageText.ReplaceLineEndings(" ")} ({postgres.SqlState}).",
        DbException => $"PostgreSQL does not answer: {failure.Message.ReplaceLineEndings(" ")}",
        _ => Cause(failure.InnerException),
    };

    /// <summary>Nothing is wrong that waiting could not heal: no connection, no answer, starting, stopping, standby, too many connections.</summary>
    private static bool IsAway(Exception? failure) => failure switch
    {
        null or StorageUnusableException or OperationCanceledException => false,
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction,
        DbException or TimeoutException => true,
        _ => IsAway(failure.InnerException),
    };

    private static Task OnOwnThread(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
