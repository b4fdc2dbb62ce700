using System.Data.Common;
using LinqToDB;

namespace Gateway.Storage.Sql;

/// <summary>
/// How the journal of the actors (Akka.Persistence.Sql) opens its connections to the SQLite file. Without a busy time-out of SQLite's own the provider sleeps
/// 150 ms between two tries whenever the journal meets our writer: 500 commands with photos took 18 s instead of 3.
/// </summary>
public static class JournalConnections
{
    /// <summary>The options, with connection string and provider.</summary>
    /// <exception cref="ArgumentException">Another provider than SQLite.</exception>
    public static DataOptions For(StorageOptions options)
    {
        if (options.Provider != StorageProvider.Sqlite) throw new ArgumentException("SQLite is needed.", nameof(options));
        return new DataOptions().UseConnectionString(ProviderName.SQLiteMS, options.ConnectionString).UseAfterConnectionOpened(Opened);
    }

    private static void Opened(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SqliteFile.BusyPragma;
        command.ExecuteNonQuery();
    }
}
