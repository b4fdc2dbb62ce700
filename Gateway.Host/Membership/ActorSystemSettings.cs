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
        var connection = Quote(options.Storage.ConnectionString);
        var sql = $$"""{ connection-string = {{connection}}, provider-name = "PostgreSQL.15", max-row-by-row-size = 1 }""";
        var persistence = options.Storage.Provider == StorageProvider.Sqlite ? "" : $"akka.persistence.journal.sql = {sql}\nakka.persistence.snapshot-store.sql = {sql}";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            akka.remote.node-links { hostname = {{Quote(cluster.Hostname)}}, port = {{cluster.Port}} }
            akka.cluster.app-version = {{Quote(GatewayVersion.Text)}}
            {{persistence}}
            {{JournalSetup.Settings(options.Storage.Provider)}}
            """);
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
