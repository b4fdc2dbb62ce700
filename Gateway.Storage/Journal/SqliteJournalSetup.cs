using Akka.Actor.Setup;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Journal;

/// <summary>Gives journal and snapshots of an actor system the database of the gateway, on SQLite: their writes go through its one writer.</summary>
public sealed class SqliteJournalSetup(Database database) : Setup
{
    /// <summary>HOCON that puts our two in the place of Akka.Persistence.Sql's, under the same names.</summary>
    public const string Settings =
        """
        akka.persistence.journal.sql.class = "Gateway.Storage.Journal.SqliteJournal, Gateway.Storage"
        akka.persistence.snapshot-store.sql.class = "Gateway.Storage.Journal.SqliteSnapshots, Gateway.Storage"
        """;

    internal Database Database => database;
}
