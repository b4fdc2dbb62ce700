using Gateway.Storage.Sql;
using LinqToDB.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Storage.Feed;

/// <summary>
/// Of which history of which database a number is given, as far as PostgreSQL tells it: the server, its timeline (another one after each fail-over, switchover and recovery to a
/// point in time), the database and the table (others after the restore of a dump). Any role may read it unless somebody has forbidden it.
/// </summary>
internal sealed class FeedLineage(Database database, ILogger log)
{
    private const string Here = "(SELECT oid::text FROM pg_database WHERE datname = current_database()) || '/' || 'feed_head'::regclass::oid::text";
    private const string Timeline = "substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) || '/' || " + Here;
    private const string Server = "(SELECT system_identifier::text FROM pg_control_system()) || '/' || " + Timeline;

    /// <summary>Not there, not allowed, not offered by this kind of server.</summary>
    private static readonly string[] Hidden = [PostgresErrorCodes.UndefinedFunction, PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.FeatureNotSupported];

    private string? _sql;

    /// <summary>An expression for it; NULL on SQLite.</summary>
    public async ValueTask<string> SqlAsync(CancellationToken cancellation)
    {
        if (_sql is not null) return _sql;
        if (!database.HasPartitions) return _sql = "NULL";
        foreach (var expression in (string[])[Server, Timeline])
        {
            try
            {
                await database.ReadAsync((db, token) => db.ExecuteAsync<string>("SELECT " + expression, token), cancellation);
                return _sql = expression;
            }
            catch (PostgresException hidden) when (Hidden.Contains(hidden.SqlState))
            {
                FeedLog.LineageHidden(log, hidden.SqlState);
            }
        }

        return _sql = Here;
    }
}
