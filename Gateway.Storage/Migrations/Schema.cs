using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Storage.Migrations;

/// <summary>The tables of the database, and their versions.</summary>
public sealed class Schema(Database database, StorageOptions options, TimeProvider time)
{
    /// <summary>Held while one node migrates: the others wait. An arbitrary number, frozen.</summary>
    private const long MigrationLock = 0x6761746577617901;

    /// <summary>The feed's first generation is named by the database's own id, so that a backup from before there were generations has the same.</summary>
    private const string FirstGeneration =
        """
        INSERT INTO feed_generations (number, generation, first_seq, began_at, reason)
        SELECT 1, substr(replace(id, '-', ''), 1, 12), 1, created_at, 'the database was made' FROM store WHERE NOT EXISTS (SELECT 1 FROM feed_generations)
        ON CONFLICT (number) DO NOTHING
        """;

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="StorageUnusableException">The database cannot be used; one line for people.</exception>
    /// <exception cref="StorageAwayException">It does not answer, and may again.</exception>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await (database.File is null ? MigratePostgresAsync(cancellation) : OnOwnThread(MigrateSqlite));
            await database.WriteAsync(WriteStoreAsync, cancellation);
        }
        catch (Exception failure) when (database.File is null && IsAway(failure))
        {
            throw new StorageAwayException(Cause(failure) ?? "PostgreSQL does not answer in time.", failure);
        }
        catch (Exception failure) when (Cause(failure) is { } cause)
        {
            throw new StorageUnusableException(cause, failure);
        }
    }

    private void MigrateSqlite()
    {
        database.File!.Check();
        SchemaMigrator.Run(StorageProvider.Sqlite, database.File.ConnectionString);
    }

    private async Task MigratePostgresAsync(CancellationToken cancellation)
    {
        var connections = PostgresConnection.ForMigrations(options.ConnectionString);
        await using var connection = new NpgsqlConnection(connections);
        await connection.OpenAsync(cancellation);
        await CheckAllowanceAsync(connection, cancellation);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT pg_advisory_lock({MigrationLock})";
        await command.ExecuteNonQueryAsync(cancellation);
        try
        {
            await OnOwnThread(() => SchemaMigrator.Run(StorageProvider.PostgreSql, connections));
        }
        finally
        {
            command.CommandText = $"SELECT pg_advisory_unlock({MigrationLock})";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>A node that may open more than the server allows would be refused under load, when it needs them.</summary>
    private async Task CheckAllowanceAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (mayOpen, allowed) = (PostgresConnection.OpenMax(options.ConnectionString), await PostgresConnection.AllowedAsync(connection, cancellation));
        if (mayOpen <= allowed) return;
        throw new StorageUnusableException(
            $"This node may open {mayOpen} connections (Maximum Pool Size of the connection string, and {PostgresConnection.OpenBesideMax} more), "
            + $"PostgreSQL allows {allowed}: lower Maximum Pool Size, or raise max_connections.");
    }

    private async Task<int> WriteStoreAsync(DataConnection db, CancellationToken cancellation)
    {
        await db.ExecuteAsync(
            "INSERT INTO store (singleton, id, created_at) VALUES (1, @id, @now) ON CONFLICT (singleton) DO NOTHING",
            cancellation,
            new DataParameter("id", Guid.NewGuid().ToString()),
            new DataParameter("now", time.GetUtcNow().ToUnixTimeMilliseconds()));
        return await db.ExecuteAsync(FirstGeneration, cancellation);
    }

    /// <summary>One line for people when the database is at fault; null when it is not.</summary>
    private string? Cause(Exception? failure) => failure switch
    {
        null or StorageUnusableException or OperationCanceledException => null,
        SqliteException sqlite => database.File!.Explain(sqlite.SqliteErrorCode),
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
