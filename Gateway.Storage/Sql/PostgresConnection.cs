using Npgsql;

namespace Gateway.Storage.Sql;

/// <summary>
/// What a connection string of PostgreSQL gets when it does not say otherwise: every wait has an end that is ours and not the operating system's, on the server too, where a node
/// that is frozen or unplugged in the middle of a transaction would hold up all others; and an error never carries the values of a row.
/// </summary>
internal static class PostgresConnection
{
    /// <summary>To connect, seconds. Several hosts are tried one after another, each for so long.</summary>
    public const int ConnectSeconds = 5;

    /// <summary>For one statement, seconds: longer than an upload may take (D18), so that it is the upload that gives up.</summary>
    public const int CommandSeconds = 15;

    /// <summary>A connection that is silent for so long is asked whether it lives, seconds.</summary>
    public const int KeepAliveSeconds = 10;

    /// <summary>A host that was away is tried again after this, seconds.</summary>
    public const int HostRecheckSeconds = 1;

    /// <summary>Connections of one node at most. The journal, the projection and the stores share them.</summary>
    public const int PoolMax = 50;

    /// <summary>Connections of the uplink beside them: whatever the others wait for, it gets one. It commits one group at a time.</summary>
    public const int UplinkPoolMax = 2;

    /// <summary>Those of the uplink, and the session of the lock of owners.</summary>
    public const int OpenBesideMax = UplinkPoolMax + 1;

    /// <summary>A transaction in which nothing is said for so long is rolled back by the server, and its locks with it, seconds.</summary>
    public const int IdleInTransactionSeconds = 5;

    /// <summary>The same for a migration.</summary>
    private const int IdleInMigrationSeconds = 60;

    /// <summary>A statement of a client that has gone ends so long after the client would have given it up, seconds.</summary>
    private const int StatementGraceSeconds = 5;

    /// <summary>A client that has vanished is noticed after 11 s: asked after 5, and three times 2; what is not acknowledged is given up after 10.</summary>
    private const string KeepAliveOfServer = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10s";

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static string WithDefaults(string given)
    {
        var builder = new NpgsqlConnectionStringBuilder(given);
        var named = Named(given);
        void Default(string keyword, object value)
        {
            if (!named.Contains(Normal(keyword))) builder[keyword] = value;
        }

        Default("Timeout", ConnectSeconds);
        Default("Command Timeout", CommandSeconds);
        Default("Keepalive", KeepAliveSeconds);
        Default("Tcp Keepalive", true);
        Default("Host Recheck Seconds", HostRecheckSeconds);
        Default("Maximum Pool Size", PoolMax);
        Default("Application Name", "gateway");
        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true) Default("Target Session Attributes", "primary");

        var statement = builder.CommandTimeout == 0 ? 0 : builder.CommandTimeout + StatementGraceSeconds;
        var limits = $"-c idle_in_transaction_session_timeout={IdleInTransactionSeconds}s -c statement_timeout={statement}s {KeepAliveOfServer}";
        builder.Options = $"{limits} {builder.Options}".TrimEnd(); // Of two the last one counts.

        // Its text would hold user ids: "Key (sn, user_id)=(…)".
        builder.IncludeErrorDetail = false;
        return builder.ConnectionString;
    }

    /// <summary>For migrations: a statement may move every row of a table, and others wait for their turn in one.</summary>
    public static string ForMigrations(string withDefaults)
    {
        var builder = new NpgsqlConnectionStringBuilder(withDefaults) { Pooling = false };
        builder.Options = $"{builder.Options} -c statement_timeout=0 -c idle_in_transaction_session_timeout={IdleInMigrationSeconds}s".TrimStart();
        return builder.ConnectionString;
    }

    /// <summary>For the uplink: the same database in a pool of its own.</summary>
    public static string ForUplink(string withDefaults)
    {
        var builder = new NpgsqlConnectionStringBuilder(withDefaults) { MinPoolSize = 0, MaxPoolSize = UplinkPoolMax };
        builder.ApplicationName = $"{builder.ApplicationName} uplink".TrimStart();
        return builder.ConnectionString;
    }

    /// <summary>What a node may open at most: both pools, and the session of its lock.</summary>
    public static int OpenMax(string withDefaults) => new NpgsqlConnectionStringBuilder(withDefaults).MaxPoolSize + OpenBesideMax;

    /// <summary>How many connections the server allows this account in all.</summary>
    public static async Task<int> AllowedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT LEAST(
                current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                    - COALESCE(current_setting('reserved_connections', true), '0')::int,
                CASE WHEN r.rolsuper OR r.rolconnlimit < 0 THEN NULL ELSE r.rolconnlimit END, CASE WHEN r.rolsuper OR d.datconnlimit < 0 THEN NULL ELSE d.datconnlimit END)
            FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()
            """,
            connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The builder itself cannot say whether a value was given: it knows only which differ from its own defaults.</summary>
    private static HashSet<string> Named(string given)
    {
        var plain = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = given };
        return [.. plain.Keys.Cast<string>().Select(Normal)];
    }

    private static string Normal(string keyword) => keyword.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
