using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;
using NpgsqlTypes;

namespace Gateway.Storage.Audit;

/// <summary>Writes rows of the audit and what finds them: row by row on SQLite, one statement on PostgreSQL.</summary>
internal static class AuditRows
{
    private const string Columns = "at, key_id, role, action, subject, remote, reason, subjects, content_before, content_after";

    private const string RowSql =
        $"INSERT INTO audit ({Columns}) VALUES (@at, @key, @role, @action, @subject, @remote, @reason, @subjects, @before, @after) RETURNING id";

    /// <summary>The rows get their numbers first: which of them an INSERT has given to which row, it does not say.</summary>
    private const string ArraysSql =
        $"""
        WITH made AS MATERIALIZED (
            SELECT nextval(pg_get_serial_sequence('audit', 'id')) AS id, n.*
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY AS n({Columns}, place)),
        written AS (INSERT INTO audit (id, {Columns}) OVERRIDING SYSTEM VALUE SELECT id, {Columns} FROM made)
        INSERT INTO audit_subjects (subject, audit_id) SELECT s.subject, made.id FROM unnest($11, $12) AS s(subject, place) JOIN made ON made.place = s.place
        """;

    public static async Task InsertAsync(DataConnection db, IReadOnlyList<AuditRow> rows, CancellationToken cancellation)
    {
        if (!db.IsSqlite())
        {
            await ArraysAsync(await db.CommandAsync(ArraysSql, cancellation), rows, cancellation);
            return;
        }

        foreach (var row in rows)
        {
            var id = (await Row(await db.CommandAsync(RowSql, cancellation), row).ToListAsync(static inserted => inserted.GetInt64(0), cancellation))[0];
            await IndexAsync(await db.CommandAsync("", cancellation), id, row.Index, cancellation);
        }
    }

    private static DbCommand Row(DbCommand command, AuditRow row) => command
        .With("at", row.At).With("key", row.KeyId).With("role", row.Role).With("action", row.Action).With("subject", row.Subject).With("remote", row.Remote)
        .With("reason", row.Reason).With("subjects", row.Subjects).With("before", row.Before).With("after", row.After);

    private static async Task IndexAsync(DbCommand command, long id, string[] subjects, CancellationToken cancellation)
    {
        var rows = subjects.Select((subject, i) =>
        {
            command.With($"s{i}", subject);
            return $"(@s{i}, @id)";
        });
        command.CommandText = "INSERT INTO audit_subjects (subject, audit_id) VALUES " + string.Join(", ", rows);
        await command.With("id", id).ExecuteAsync(cancellation);
    }

    private static Task<int> ArraysAsync(DbCommand command, IReadOnlyList<AuditRow> rows, CancellationToken cancellation)
    {
        var index = rows.SelectMany(static (row, place) => row.Index.Select(subject => (Subject: subject, Place: place + 1L))).ToArray();
        return command.WithArray(rows, static row => row.At, NpgsqlDbType.Bigint)
            .WithArray(rows, static row => row.KeyId, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Role, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Action, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Subject, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Remote, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Reason, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Subjects, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.Before, NpgsqlDbType.Text)
            .WithArray(rows, static row => row.After, NpgsqlDbType.Text)
            .WithArray(index, static entry => entry.Subject, NpgsqlDbType.Text)
            .WithArray(index, static entry => entry.Place, NpgsqlDbType.Bigint)
            .ExecuteAsync(cancellation);
    }
}
