using System.Net;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Storage.Sql;

/// <summary>The kinds of database (contract, <c>Gateway:Storage:Provider</c>).</summary>
public enum StorageProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where the data is.</summary>
/// <param name="ConnectionString">Of the provider. Never logged.</param>
public sealed record StorageOptions(StorageProvider Provider, string ConnectionString)
{
    /// <summary>The connection string with a limit on every wait, where the operator has given none.</summary>
    /// <remarks>Only when <see cref="Error"/> is null.</remarks>
    public StorageOptions WithDefaults() =>
        Provider == StorageProvider.PostgreSql ? this with { ConnectionString = PostgresConnection.WithDefaults(ConnectionString) } : this;

    /// <summary>PostgreSQL may fail over: the connection string names more than one host.</summary>
    public bool HasSeveralHosts =>
        Provider == StorageProvider.PostgreSql && new NpgsqlConnectionStringBuilder(ConnectionString).Host?.Contains(',', StringComparison.Ordinal) == true;

    /// <summary>PostgreSQL on another machine than this one: a host of the connection string is neither a loopback address nor a socket of this machine.</summary>
    public bool IsElsewhere => Provider == StorageProvider.PostgreSql
        && (new NpgsqlConnectionStringBuilder(ConnectionString).Host ?? "").Split(',', StringSplitOptions.TrimEntries).Any(static host => !IsHere(host));

    /// <summary>What the connection string must be and is not; null if it can be used. Names no value of it.</summary>
    public string? Error
    {
        get
        {
            try
            {
                return Provider switch
                {
                    StorageProvider.Sqlite => FileError(new SqliteConnectionStringBuilder(ConnectionString)),
                    _ => string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(ConnectionString).Host) ? "must name a Host" : null,
                };
            }
            catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                return "must be a connection string of "
                    + (Provider == StorageProvider.Sqlite ? "SQLite, such as Data Source=gateway.db" : "PostgreSQL, such as Host=…;Database=…;Username=…");
            }
        }
    }

    /// <summary>The provider only: a connection string may hold a password.</summary>
    public override string ToString() => Provider.ToString();

    /// <param name="host">As in a connection string: a name or address, perhaps with a port, or the directory of a socket.</param>
    private static bool IsHere(string host)
    {
        if (host.StartsWith('/') || host.StartsWith('@')) return true;
        var address = IPAddress.TryParse(host, out var bare) ? bare : IPEndPoint.TryParse(host, out var endpoint) ? endpoint.Address : null;
        return address is not null ? IPAddress.IsLoopback(address) : host.Split(':')[0].Equals("localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static string? FileError(SqliteConnectionStringBuilder sqlite) =>
        sqlite.DataSource is "" or ":memory:" || sqlite.Mode != SqliteOpenMode.ReadWriteCreate ? "must name a file (Data Source) that can be written and nothing else" : null;
}
