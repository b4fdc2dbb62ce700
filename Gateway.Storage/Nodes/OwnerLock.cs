using Gateway.Storage.Sql;
using Npgsql;

namespace Gateway.Storage.Nodes;

/// <summary>
/// A session of PostgreSQL whose advisory lock says that this node belongs to the owners of the database: members of a cluster share it, founding one needs it alone. The server
/// gives it up with the session, so with the process, however that ends. Every call may throw what a database throws. One call at a time.
/// </summary>
/// <param name="options">Of the database.</param>
/// <param name="name">What the server shows of the session: who holds the lock. PostgreSQL keeps 63 bytes of it.</param>
public sealed class OwnerLock(StorageOptions options, string name) : IAsyncDisposable
{
    /// <summary>An arbitrary number, frozen.</summary>
    private const long Key = 0x6761746577617902;

    /// <summary>A question must not take longer: the session counts as lost then.</summary>
    private const int AnswerSeconds = 5;

    private NpgsqlConnection? _session;

    /// <summary>Held in this session, as far as it lives.</summary>
    public OwnerLockMode Mode { get; private set; }

    /// <summary>Takes the lock if nobody holds it otherwise; what is held already is kept.</summary>
    /// <returns>False: others hold it.</returns>
    public async Task<bool> TryAsync(OwnerLockMode mode, CancellationToken cancellation)
    {
        var function = mode == OwnerLockMode.Alone ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
        if (!(bool)(await ScalarAsync($"SELECT {function}({Key})", cancellation))!) return false;
        Mode = mode;
        return true;
    }

    /// <summary>From alone to shared, without a moment between.</summary>
    public async Task ShareAsync(CancellationToken cancellation)
    {
        await ScalarAsync($"SELECT pg_advisory_lock_shared({Key})", cancellation);
        await ScalarAsync($"SELECT pg_advisory_unlock({Key})", cancellation);
        Mode = OwnerLockMode.Shared;
    }

    /// <summary>Which founding owns the database; null: none yet, or the last one left it in order. Asked in the session of the lock: it says whether that lives, too.</summary>
    public async Task<string?> GetOwnerAsync(CancellationToken cancellation) => await ScalarAsync("SELECT owner FROM store WHERE singleton = 1", cancellation) as string;

    /// <summary>To be called by who holds the lock alone.</summary>
    public Task SetOwnerAsync(string? owner, CancellationToken cancellation) =>
        ScalarAsync("UPDATE store SET owner = @owner WHERE singleton = 1", cancellation, new NpgsqlParameter<string?>("owner", owner));

    /// <summary>For how long the server has been running, by its own clock.</summary>
    public async Task<TimeSpan> GetServerAgeAsync(CancellationToken cancellation) =>
        (TimeSpan)(await ScalarAsync("SELECT clock_timestamp() - pg_postmaster_start_time()", cancellation))!;

    /// <summary>Who else holds the lock.</summary>
    public async Task<IReadOnlyList<OwnerLockHolder>> GetHoldersAsync(CancellationToken cancellation)
    {
        await using var command = await CommandAsync(
            $"""
            SELECT a.application_name, host(a.client_addr), a.backend_start, l.mode FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {Key >> 32} AND l.objid = {Key & uint.MaxValue} AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.pid <> pg_backend_pid() ORDER BY a.backend_start
            """,
            cancellation);
        return await command.ToListAsync(
            static row => new OwnerLockHolder(
                row.GetText(0) ?? "?", row.GetText(1) ?? "this machine", row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
                row.GetString(3) == "ShareLock" ? OwnerLockMode.Shared : OwnerLockMode.Alone),
            cancellation);
    }

    /// <summary>How many connections the server allows, and what so many nodes like this one may open.</summary>
    public async Task<(int Allowed, int MayOpen)> GetConnectionsAsync(int nodes, CancellationToken cancellation) =>
        (await PostgresConnection.AllowedAsync(_session!, cancellation), nodes * PostgresConnection.OpenMax(options.ConnectionString));

    /// <summary>Ends the session, and with it the lock.</summary>
    public async ValueTask DropAsync()
    {
        Mode = OwnerLockMode.None;
        if (_session is not { } session) return;
        _session = null;
        await session.DisposeAsync();
    }

    public ValueTask DisposeAsync() => DropAsync();

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = await CommandAsync(sql, cancellation);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(cancellation);
    }

#pragma warning disable CA2100 // The texts are those above.
    private async Task<NpgsqlCommand> CommandAsync(string sql, CancellationToken cancellation)
    {
        if (_session is null)
        {
            var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, ApplicationName = name, CommandTimeout = AnswerSeconds };
            _session = new NpgsqlConnection(connection.ConnectionString);
            await _session.OpenAsync(cancellation);
        }

        return new NpgsqlCommand(sql, _session);
    }
#pragma warning restore CA2100
}
