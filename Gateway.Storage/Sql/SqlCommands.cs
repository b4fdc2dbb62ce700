using System.Data.Common;
using LinqToDB;
using LinqToDB.Data;

namespace Gateway.Storage.Sql;

/// <summary>Hand-written SQL in the transaction of a <see cref="DataConnection"/>, and the few places where the two databases differ.</summary>
internal static class SqlCommands
{
    public static bool IsSqlite(this DataConnection db) => db.DataProvider.Name == ProviderName.SQLiteMS;

    public static async ValueTask<DbCommand> CommandAsync(this DataConnection db, string sql, CancellationToken cancellation)
    {
        var connection = await db.OpenDbConnectionAsync(cancellation);
        if (KeptCommands.Take(connection, sql) is not { } command)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
        }

        command.Transaction = db.Transaction as DbTransaction;
        return command;
    }

    public static DbCommand With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary><c>column is one of the parameter's values</c>: one constant text however many values there are.</summary>
    public static string In(this DataConnection db, string column, string parameter) =>
        db.IsSqlite() ? $"{column} IN (SELECT value FROM json_each(@{parameter}))" : $"{column} = ANY(@{parameter})";

    /// <summary>The value of the parameter of <see cref="In"/>.</summary>
    public static object Set(this DataConnection db, IReadOnlyCollection<string> values) => db.IsSqlite() ? JsonSerializer.Serialize(values) : values.ToArray();

    /// <inheritdoc cref="Set(DataConnection, IReadOnlyCollection{string})"/>
    public static object Set(this DataConnection db, IReadOnlyCollection<long> values) => db.IsSqlite() ? JsonSerializer.Serialize(values) : values.ToArray();

    /// <summary>
    /// From here to the end of <paramref name="write"/> SQLite overwrites what is deleted or replaced, instead of leaving it in the file until something else comes there.
    /// </summary>
    public static async Task<T> ErasingAsync<T>(this DataConnection db, Func<Task<T>> write, CancellationToken cancellation)
    {
        if (!db.IsSqlite()) return await write();
        await (await db.CommandAsync("PRAGMA secure_delete = ON", cancellation)).ToListAsync(static _ => true, cancellation);
        try
        {
            return await write();
        }
        finally
        {
            await (await db.CommandAsync("PRAGMA secure_delete = OFF", CancellationToken.None)).ToListAsync(static _ => true, CancellationToken.None);
        }
    }

    /// <summary>Locks the rows of a SELECT until the end of the transaction; SQLite has one writer at a time anyway.</summary>
    public static string ForUpdate(this DataConnection db) => db.IsSqlite() ? "" : " FOR NO KEY UPDATE";

    /// <summary>A UUID as the database holds it: PostgreSQL's own type, or its 16 bytes in order of weight, so that both sort it alike.</summary>
    public static object Uuid(this DataConnection db, Guid value) => db.IsSqlite() ? value.ToByteArray(bigEndian: true) : value;

    /// <summary>Reads what <see cref="Uuid"/> wrote.</summary>
    public static Guid ReadUuid(this DataConnection db, DbDataReader reader, int column) =>
        db.IsSqlite() ? new Guid(reader.GetFieldValue<byte[]>(column), bigEndian: true) : reader.GetGuid(column);

    public static async Task<int> ExecuteAsync(this DbCommand command, CancellationToken cancellation)
    {
        await using (command) return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Reads every row and closes the command.</summary>
    public static async Task<List<T>> ToListAsync<T>(this DbCommand command, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
            return rows;
        }
    }

    public static string? GetText(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset GetTime(this DbDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
