using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Gateway.Actors.Nodes;
using Gateway.Host.Configuration;
using Gateway.Storage.Journal;
using Gateway.Storage.Sql;

namespace Gateway.Host.Membership;

/// <summary>The actor system's configuration: typed settings first, then every file of <c>hocon/</c>.</summary>
internal static class ActorSystemSettings
{
    /// <summary>Name of the actor system; frozen, nodes of another name are not let in.</summary>
    public const string SystemName = "gateway";

    /// <param name="programDirectory">Where <c>hocon/</c> stands.</param>
    public static Config Build(GatewayOptions options, string programDirectory)
    {
        var config = ConfigurationFactory.ParseString(Typed(options));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(programDirectory, "hocon"), "*.conf").Order(StringComparer.Ordinal))
            config = config.WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(file)));

        return config
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig())
            .WithFallback(DistributedPubSub.DefaultConfig())
            .WithFallback(Akka.DistributedData.DistributedData.DefaultConfig())
            .WithFallback(SqlPersistence.DefaultConfiguration);
    }

    private static string Typed(GatewayOptions options)
    {
        var cluster = options.Cluster;
        var sqlite = options.Storage.Provider == StorageProvider.Sqlite;
        var provider = sqlite ? "SQLite.MS" : "PostgreSQL.15";

        // SQLite: one writer at a time anyway, and a recovery must not take the write lock.
        // PostgreSQL: its tables are there by our migrations; a journal that makes them itself stops for ever when the database is away at that moment.
        var isolation = sqlite
            ? "read-isolation-level = read-uncommitted, parallelism = 1"
            : "auto-initialize = false, max-row-by-row-size = 1, batch-size = 400, parallelism = 3";
        var sql = $$"""{ connection-string = {{Quote(options.Storage.ConnectionString)}}, provider-name = "{{provider}}", {{isolation}} }""";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            akka.remote.dot-netty.tcp { hostname = {{Quote(cluster.Hostname)}}, port = {{cluster.Port}} }
            akka.cluster.app-version = {{Quote(GatewayVersion.Text)}}
            akka.persistence.journal.sql = {{sql}}
            akka.persistence.snapshot-store.sql = {{sql}}
            akka.persistence.query.journal.sql = {{sql}}
            {{(sqlite ? SqliteJournalSetup.Settings : "")}}
            """);
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
