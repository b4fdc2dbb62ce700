using Akka.Actor.Setup;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Journal;

/// <summary>Gives journal and snapshots of an actor system the gateway's database: on SQLite their writes go through its one writer, on PostgreSQL in groups of ours.</summary>
public sealed class JournalSetup(Database database) : Setup
{
    private const string Sqlite =
        """
        akka.persistence.journal.sql.class = "Gateway.Storage.Journal.SqliteJournal, Gateway.Storage"
        akka.persistence.snapshot-store.sql.class = "Gateway.Storage.Journal.SqliteSnapshots, Gateway.Storage"
        """;

    private const string Postgres =
        """
        akka.persistence.journal.sql.class = "Gateway.Storage.Journal.PostgresJournal, Gateway.Storage"
        """;

    /// <summary>HOCON that puts ours in the place of Akka.Persistence.Sql's, under the same names.</summary>
    public static string Settings(StorageProvider provider) => provider == StorageProvider.Sqlite ? Sqlite : Postgres;

    internal Database Database => database;
}
