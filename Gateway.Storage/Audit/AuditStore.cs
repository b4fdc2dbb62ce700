using Gateway.Storage.Sql;

namespace Gateway.Storage.Audit;

/// <summary>The table <c>audit</c>. Written before the answer that it is about, and never changed.</summary>
public sealed class AuditStore(Database database, TimeProvider time)
{
    private const char List = 'u';
    private const int RemoteLengthMax = 64;

    /// <summary>Most characters of a reason; a longer one is cut.</summary>
    public const int ReasonLengthMax = 200;

    /// <summary>Durable when it returns.</summary>
    /// <inheritdoc cref="AuditEntry" path="/param"/>
    public Task AddAsync(string keyId, string role, string action, string subject, string remote, CancellationToken cancellation) =>
        AddAsync(keyId, role, action, subject, remote, null, cancellation);

    /// <inheritdoc cref="AddAsync(string, string, string, string, string, CancellationToken)"/>
    public Task AddAsync(string keyId, string role, string action, string subject, string remote, string? reason, CancellationToken cancellation) => database.WriteAsync(
        async (db, token) => await (await db.CommandAsync(
                "INSERT INTO audit (at, key_id, role, action, subject, remote, reason) VALUES (@at, @key, @role, @action, @subject, @remote, @reason)", token))
            .With("at", time.GetUtcNow().ToUnixTimeMilliseconds()).With("key", keyId).With("role", role).With("action", action).With("subject", subject)
            .With("remote", remote[..Math.Min(remote.Length, RemoteLengthMax)])
            .With("reason", reason?[..Math.Min(reason.Length, ReasonLengthMax)]).ExecuteAsync(token),
        cancellation);

    /// <summary>Oldest first.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<Page<AuditEntry>> ListAsync(AuditFilter filter, int limit, string? cursor, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        long? after = Cursor.Decode(List, cursor) is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new CursorInvalidException();
        var entries = await database.ReadAsync(
            async (db, token) =>
            {
                var command = await db.CommandAsync("", token);
                var where = new Conditions(command);

                where.Add("key_id = @key", "key", filter.KeyId);
                where.Add("subject = @subject", "subject", filter.Subject);
                where.Add("at >= @from", "from", filter.From?.ToUnixTimeMilliseconds());
                where.Add("at < @to", "to", filter.To?.ToUnixTimeMilliseconds());
                where.Add("id > @after", "after", after);
                where.Add("1 = 1 ORDER BY id LIMIT @most", "most", limit + 1);
                command.CommandText = $"SELECT id, at, key_id, role, action, subject, remote, reason FROM audit WHERE {where.Text}";
                return await command.ToListAsync(
                    row => new AuditEntry(
                        row.GetInt64(0), row.GetTime(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetText(7)),
                    token);
            },
            cancellation);
        return Cursor.Page(entries, limit, List, entry => entry.Id.ToString(CultureInfo.InvariantCulture));
    }
}
