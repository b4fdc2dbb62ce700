using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Storage.Sql;

/// <summary>Arrays as the parameters of PostgreSQL's <c>unnest</c>, one a column.</summary>
internal static class ArrayParameters
{
    /// <summary>The next parameter ($1, $2 …): one value per row.</summary>
    public static DbCommand WithArray<TRow, T>(this DbCommand command, IReadOnlyList<TRow> rows, Func<TRow, T> value, NpgsqlDbType type)
    {
        var values = new T[rows.Count];
        for (var r = 0; r < values.Length; r++) values[r] = value(rows[r]);
        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return command;
    }
}
