using Npgsql;

namespace Gateway.Storage.Sql;

/// <summary>
/// What a connection string of PostgreSQL gets when it does not say otherwise: every wait has an end that is ours and not the operating system's, and an error
/// never carries the values of a row.
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
    public const int HostRecheckSeconds = 2;

    /// <summary>Connections of one node at most. The journal, the projection and the stores share them.</summary>
    public const int PoolMax = 50;

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

        // Its text would hold user ids: "Key (sn, user_id)=(…)".
        builder.IncludeErrorDetail = false;
        return builder.ConnectionString;
    }

    /// <summary>The builder itself cannot say whether a value was given: it knows only which differ from its own defaults.</summary>
    private static HashSet<string> Named(string given)
    {
        var plain = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = given };
        return [.. plain.Keys.Cast<string>().Select(Normal)];
    }

    private static string Normal(string keyword) => keyword.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
