using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage.Sql;

/// <summary>
/// The commands of one SQLite connection, which stay prepared: to read and plan a statement anew costs as much as to run it, and the connection is kept for as long as the program
/// runs. Used by one thread at a time, as the connection is; whoever disposes of a command gives it back.
/// </summary>
internal sealed class KeptCommands : IDisposable
{
    /// <summary>Texts of which a command is kept: more than there are but those of lists, whose filters make many.</summary>
    private const int KeptMax = 128;

    private static readonly ConditionalWeakTable<DbConnection, KeptCommands> All = [];

    private readonly Dictionary<string, Kept> _free = new(StringComparer.Ordinal);
    private bool _isClosed;

    /// <summary>From now on those of this connection are kept, until this is disposed of, which must be before the connection is.</summary>
    public static KeptCommands Of(DbConnection connection)
    {
        var kept = new KeptCommands();
        All.Add(connection, kept);
        return kept;
    }

    /// <summary>A command of this text, prepared if there is one; null: nothing is kept of this connection.</summary>
    public static DbCommand? Take(DbConnection connection, string sql)
    {
        if (!All.TryGetValue(connection, out var kept)) return null;
        if (kept._free.Remove(sql, out var command)) return command;
        var sqlite = (SqliteConnection)connection;
        command = new Kept(kept) { Connection = sqlite, CommandText = sql, CommandTimeout = sqlite.DefaultTimeout };
        if (sql.Length > 0) command.Prepare();
        return command;
    }

    public void Dispose()
    {
        _isClosed = true;
        foreach (var command in _free.Values) command.Dispose();
        _free.Clear();
    }

    /// <summary>By the text that it has now. Some pragmas do what they do when they are prepared, and a second run of such a one would do nothing.</summary>
    private bool TryKeep(Kept command) =>
        !_isClosed && _free.Count < KeptMax && !command.CommandText.StartsWith("PRAGMA", StringComparison.OrdinalIgnoreCase)
        && (_free.TryAdd(command.CommandText, command) || _free[command.CommandText] == command);

    private sealed class Kept(KeptCommands owner) : SqliteCommand
    {
        protected override void Dispose(bool disposing)
        {
            Parameters.Clear();
            if (!disposing || !owner.TryKeep(this)) base.Dispose(disposing);
        }
    }
}
