using System.Data.Common;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Audit;

/// <summary>The table <c>audit</c>. Written before what it is about is done or shown, so that nothing is without its row, and never changed.</summary>
public sealed class AuditStore(Database database, TimeProvider time)
{
    private const char List = 'u';
    private const string EntryColumns = "id, at, key_id, role, action, subject, remote, reason, subjects, content_before, content_after";
    private const int RemoteLengthMax = 64;
    private const int SubjectLengthMax = 200;

    /// <summary>Between the subjects of a row: none has one.</summary>
    private const char Line = '\n';

    /// <summary>Most characters of a reason; a longer one is cut.</summary>
    public const int ReasonLengthMax = 200;

    /// <summary>Most characters of what was and of what is to be; a longer one is left out.</summary>
    public const int ContentLengthMax = 4000;

    private readonly RecentReadings _recent = new(time);

    /// <summary>A reading that the same caller repeats: one row a minute for the same subjects. Durable when it returns, now or since the last.</summary>
    public async Task AddReadingAsync(AuditNote note, CancellationToken cancellation)
    {
        if (_recent.Contains(note)) return;
        await AddAsync(note, cancellation);
        _recent.Add(note);
    }

    /// <summary>Durable when it returns.</summary>
    public Task AddAsync(AuditNote note, CancellationToken cancellation) => AddAsync([note], cancellation);

    /// <summary>All or none.</summary>
    /// <inheritdoc cref="AddAsync(AuditNote, CancellationToken)"/>
    public Task AddAsync(IReadOnlyList<AuditNote> notes, CancellationToken cancellation) =>
        database.WriteAsync((db, token) => InsertAsync(db, notes, token), cancellation);

    /// <summary>In the transaction of what else must be there first.</summary>
    internal async Task<int> InsertAsync(DataConnection db, IReadOnlyList<AuditNote> notes, CancellationToken cancellation)
    {
        if (notes.Count > 0) await AuditRows.InsertAsync(db, [.. notes.Select(Row)], cancellation);
        return notes.Count;
    }

    /// <param name="newestFirst">False: the oldest.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<AuditEntry>> ListAsync(AuditFilter filter, int limit, string? cursor, CancellationToken cancellation, bool newestFirst = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = IdOf(cursor);
        var entries = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);

                where.Add("key_id = @key", "key", filter.KeyId);
                where.Add("action = @action", "action", filter.Action);
                where.Add("id IN (SELECT audit_id FROM audit_subjects WHERE subject = @subject)", "subject", filter.Subject);
                where.Add("at >= @from", "from", filter.From?.ToUnixTimeMilliseconds());
                where.Add("at < @to", "to", filter.To?.ToUnixTimeMilliseconds());
                where.Add(newestFirst ? "id < @after" : "id > @after", "after", after);
                where.Add($"1 = 1 ORDER BY id {(newestFirst ? "DESC" : "")} LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT {EntryColumns} FROM audit WHERE {where.Text}";
                return await command.ToListAsync(Read, token);
            },
            cancellation);
        return Cursor.Page(entries, limit, List, entry => entry.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What was done about any of the subjects, newest first.</summary>
    /// <param name="subjects">Paths of rows, or subjects of theirs; at most some hundred.</param>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<AuditEntry>> LatestAsync(IReadOnlyCollection<string> subjects, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var before = IdOf(cursor) ?? long.MaxValue;
        var entries = await database.ReadAsync(
            async (db, token) => await (await db.CommandAsync(
                    $"""
                    SELECT {EntryColumns} FROM audit WHERE id IN (
                        SELECT DISTINCT audit_id FROM audit_subjects WHERE {db.In("subject", "subjects")} AND audit_id < @before ORDER BY audit_id DESC LIMIT @most)
                    ORDER BY id DESC
                    """,
                    token))
                .With("subjects", db.Set(subjects)).With("before", before).With("most", limit + 1).ToListAsync(Read, token),
            cancellation);
        return Cursor.Page(entries, limit, List, static entry => entry.Id.ToString(CultureInfo.InvariantCulture));
    }

    private static long? IdOf(string? cursor) => Cursor.Decode(List, cursor) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new CursorInvalidException();

    private static AuditEntry Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetTime(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetText(7),
        row.GetText(8)?.Split(Line) ?? [], row.GetText(9), row.GetText(10));

    private AuditRow Row(AuditNote note)
    {
        var found = note.Subjects.Where(s => s.Length > 0).Select(s => Cut(s.ReplaceLineEndings(" "), SubjectLengthMax)!);
        var subjects = found.Distinct().Take(AuditNote.SubjectsMax).ToArray();
        var subject = Cut(note.Subject, SubjectLengthMax)!;
        return new AuditRow(
            time.GetUtcNow().ToUnixTimeMilliseconds(), note.Caller.KeyId, note.Caller.Role, note.Action, subject, Cut(note.Caller.Remote, RemoteLengthMax)!,
            Cut(note.Caller.Reason, ReasonLengthMax), subjects.Length == 0 ? null : string.Join(Line, subjects), Content(note.Before), Content(note.After),
            [.. subjects.Append(subject).Distinct()]);
    }

    private static string? Cut(string? text, int most) => text?[..Math.Min(text.Length, most)];

    private static string? Content(string? json) => json?.Length > ContentLengthMax ? null : json;
}
