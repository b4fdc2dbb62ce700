using System.Data.Common;
using LinqToDB.Data;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Storage.Sql;

/// <summary>
/// One INSERT for many rows, the fastest way of each database: on SQLite one prepared command, run row by row in the transaction (its provider looks
/// parameters up by name, one after the other, so that a command of many rows costs the square of their number); on PostgreSQL one command over one array
/// per column.
/// </summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
internal sealed class BulkInsert<TRow>
{
    private readonly BulkColumn<TRow>[] _columns;
    private readonly string _rowSql;
    private readonly string _arraySql;

    /// <param name="onConflict">The whole clause, or empty.</param>
    /// <param name="columns">The first one tells rows of one call apart when the caller asks which were written.</param>
    public BulkInsert(string table, string onConflict, params BulkColumn<TRow>[] columns)
    {
        _columns = columns;
        var names = string.Join(", ", columns.Select(c => c.Name));
        _rowSql = $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))}) {onConflict}";
        var arrays = string.Join(", ", columns.Select((c, i) => $"${i + 1}::{PostgresName(c.Type)}[]"));
        _arraySql = $"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {onConflict} RETURNING {columns[0].Name}";
    }

    /// <param name="written">As many as rows, or null: set where the row was inserted or updated, and not left out because of a conflict.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="InvalidOperationException">Two rows of the call, both written, have one key, which the table itself does not forbid: a fault of ours.</exception>
    public Task<int> RunAsync(DataConnection db, IReadOnlyList<TRow> rows, bool[]? written, CancellationToken cancellation) =>
        rows.Count == 0 ? Task.FromResult(0) :
        db.IsSqlite() ? RunRowsAsync(db, rows, written, cancellation) : RunArraysAsync(db, rows, written, cancellation);

    private async Task<int> RunRowsAsync(DataConnection db, IReadOnlyList<TRow> rows, bool[]? written, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(_rowSql, cancellation);
        var parameters = new DbParameter[_columns.Length];
        for (var c = 0; c < _columns.Length; c++)
        {
            parameters[c] = command.CreateParameter();
            parameters[c].ParameterName = "@" + _columns[c].Name;
            command.Parameters.Add(parameters[c]);
        }

        var count = 0;
        for (var r = 0; r < rows.Count; r++)
        {
            for (var c = 0; c < _columns.Length; c++)
            {
                var value = _columns[c].Value(rows[r]);
                parameters[c].Value = value is Guid id ? db.Uuid(id) : value ?? DBNull.Value;
            }

            var changed = await command.ExecuteNonQueryAsync(cancellation) > 0;
            if (changed) count++;
            if (written is not null) written[r] = changed;
        }

        return count;
    }

    private async Task<int> RunArraysAsync(DataConnection db, IReadOnlyList<TRow> rows, bool[]? written, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(_arraySql, cancellation);
        foreach (var column in _columns) command.Parameters.Add(ArrayParameter(column, rows));

        var keys = new HashSet<object>(rows.Count);
        var count = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            count++;
            if (written is not null && !keys.Add(reader.GetValue(0))) throw new InvalidOperationException("two rows of one call have the same key and were both written");
        }

        // Removed when found: of two rows with the same key in one call only the first was written.
        if (written is not null) for (var r = 0; r < rows.Count; r++) written[r] = keys.Remove(_columns[0].Value(rows[r])!);
        return count;
    }

    private static NpgsqlParameter ArrayParameter(BulkColumn<TRow> column, IReadOnlyList<TRow> rows) => column.Type switch
    {
        SqlType.Text => Parameter<string?>(column, rows, NpgsqlDbType.Text),
        SqlType.BigInt => Parameter<long?>(column, rows, NpgsqlDbType.Bigint),
        SqlType.Int => Parameter<int?>(column, rows, NpgsqlDbType.Integer),
        SqlType.Bool => Parameter<bool?>(column, rows, NpgsqlDbType.Boolean),
        SqlType.Uuid => Parameter<Guid?>(column, rows, NpgsqlDbType.Uuid),
        SqlType.Bytes => Parameter<byte[]?>(column, rows, NpgsqlDbType.Bytea),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static NpgsqlParameter Parameter<T>(BulkColumn<TRow> column, IReadOnlyList<TRow> rows, NpgsqlDbType type)
    {
        var values = new T[rows.Count];
        for (var r = 0; r < values.Length; r++) values[r] = (T)column.Value(rows[r])!;
        return new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static string PostgresName(SqlType type) => type switch
    {
        SqlType.Text => "text",
        SqlType.BigInt => "bigint",
        SqlType.Int => "integer",
        SqlType.Bool => "boolean",
        SqlType.Uuid => "uuid",
        SqlType.Bytes => "bytea",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
