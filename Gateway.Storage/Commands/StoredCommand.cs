using System.Data.Common;
using Gateway.Actors.Commands;
using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;
using Gateway.Actors.Time;
using Gateway.Actors.Wire;
using Gateway.Storage.Feed;
using Gateway.Storage.Sql;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Storage.Commands;

/// <summary>A row of <c>commands</c>: the fold of one command's events.</summary>
internal sealed class StoredCommand
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    public const string Columns =
        "c.sn, c.id, c.type, c.user_id, c.person_ref, c.person_bytes, c.content_hash, c.batch_id, c.state, c.attempts, c.result_code, c.result_desc, "
        + "c.created_at, c.expires_at, c.sent_at, c.ended_at, c.result_desc_protected, c.roster_site, c.roster_version";

    /// <summary>Writes rows, new ones and changed ones alike. One that has ended in the table it leaves as it is: the outcome of (SN, id) is there once.</summary>
    public static readonly BulkInsert<StoredCommand> Upsert = new(
        "commands",
        """
        ON CONFLICT (sn, id) DO UPDATE SET type = excluded.type, user_id = excluded.user_id, person_ref = excluded.person_ref,
        person_bytes = excluded.person_bytes, content_hash = excluded.content_hash, batch_id = excluded.batch_id, state = excluded.state,
        attempts = excluded.attempts, result_code = excluded.result_code, result_desc = excluded.result_desc,
        result_desc_protected = excluded.result_desc_protected, created_at = excluded.created_at,
        expires_at = excluded.expires_at, sent_at = excluded.sent_at, ended_at = excluded.ended_at,
        roster_site = excluded.roster_site, roster_version = excluded.roster_version
        WHERE commands.ended_at IS NULL
        """,
        new("sn", SqlType.Text, r => r.Sn),
        new("id", SqlType.Text, r => r.Status.Command.Id),
        new("type", SqlType.Text, r => CommandText.Of(r.Status.Command.Type)),
        new("user_id", SqlType.Text, r => r.Status.Command.UserId),
        new("person_ref", SqlType.Text, r => r.Status.Command.PersonRef),
        new("person_bytes", SqlType.Int, r => r.Status.Command.PersonBytes),
        new("content_hash", SqlType.Text, r => r.Status.Command.ContentHash),
        new("batch_id", SqlType.Text, r => r.Status.Command.BatchId),
        new("state", SqlType.Text, r => CommandText.Of(r.Status.State)),
        new("attempts", SqlType.Int, r => r.Status.Attempts),
        new("result_code", SqlType.Text, r => r.Status.ResultCode),
        new("result_desc", SqlType.Text, r => r.HiddenDesc is null ? r.Status.ResultDesc : null),
        new("result_desc_protected", SqlType.Bytes, r => r.HiddenDesc),
        new("created_at", SqlType.BigInt, r => r.Status.Command.CreatedAt.ToUnixTimeMilliseconds()),
        new("expires_at", SqlType.BigInt, r => r.Status.Command.ExpiresAt.ToUnixTimeMilliseconds()),
        new("sent_at", SqlType.BigInt, r => r.Status.SentAt?.ToUnixTimeMilliseconds()),
        new("ended_at", SqlType.BigInt, r => r.Status.EndedAt?.ToUnixTimeMilliseconds()),
        new("roster_site", SqlType.Text, r => r.Status.Command.Roster?.Site),
        new("roster_version", SqlType.BigInt, r => r.Status.Command.Roster?.Version));

    private StoredCommand(string sn, CommandStatus status, bool isChanged) => (Sn, Status, IsChanged) = (sn, status, isChanged);

    public string Sn { get; }

    public CommandStatus Status { get; private set; }

    /// <summary>Other than in the table.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>The terminal's own words, encrypted; null: it has none.</summary>
    public byte[]? HiddenDesc { get; private init; }

    public bool IsOpen => CommandText.IsOpen(Status.State);

    public static StoredCommand Of(CommandQueued e) => new(e.Sn, Storable(new CommandStatus(e.Command, CommandState.Queued, 0, null, null, null, null)), isChanged: true);

    /// <param name="hidden">Of <see cref="Hide"/>.</param>
    public static StoredCommand Of(CommandEnded e, byte[]? hidden) => new(e.Sn, Storable(e.ToStatus()), isChanged: true) { HiddenDesc = hidden };

    /// <summary>The words of an ending that are not to stand in clear, encrypted; null: there are none.</summary>
    public static byte[]? Hide(CommandEnded e, IHiddenText hidden) =>
        CommandText.SaysTerminal(e.ToStatus().State) && Legible(e.ResultDesc) is { } said ? hidden.Hide(said) : null;

    /// <summary>Its outcome for the feed.</summary>
    public OutboxRow ToOutcome()
    {
        var status = HiddenDesc is null ? Status : Status with { ResultDesc = null };
        return new OutboxRow(FeedKind.Command, Sn, Status.EndedAt!.Value, CommandOutcomeJson.ToJson(status), HiddenDesc);
    }

    public void HandedOut(DateTimeOffset at) =>
        Change(Status with { State = CommandState.InFlight, Attempts = Status.Attempts + 1, SentAt = at.ToWholeMilliseconds() });

    public void Returned() => Change(Status with { State = CommandState.Queued });

    /// <summary>It did not fit into the frame: that sending does not count.</summary>
    public void NotSent() => Status = Status with
    {
        State = CommandState.Queued,
        Attempts = Math.Max(0, Status.Attempts - 1),
        SentAt = Status.Attempts > 1 ? Status.SentAt : null,
    };

    public DeviceCommand ToDeviceCommand() => new(Sn, Status);

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static Func<DbDataReader, StoredCommand> Reader(IHiddenText hidden) => row => Read(row, hidden);

    private static StoredCommand Read(DbDataReader row, IHiddenText hidden)
    {
        var kept = row.IsDBNull(16) ? null : row.GetFieldValue<byte[]>(16);
        var command = new Command(
            row.GetString(1),
            CommandText.ToType(row.GetString(2)) ?? throw Unknown("command type"),
            row.GetText(3),
            row.GetText(4),
            row.GetInt32(5),
            row.GetString(6),
            row.GetText(7),
            row.GetTime(12),
            row.GetTime(13),
            row.IsDBNull(17) ? null : new RosterOrder(row.GetString(17), row.GetInt64(18)));
        var status = new CommandStatus(
            command,
            CommandText.ToState(row.GetString(8)) ?? throw Unknown("command state"),
            row.GetInt32(9),
            row.GetText(10),
            kept is null ? row.GetText(11) : hidden.Reveal(kept) ?? ExtraFields.Mask,
            row.IsDBNull(14) ? null : row.GetTime(14),
            row.IsDBNull(15) ? null : row.GetTime(15));
        return new StoredCommand(row.GetString(0), status, isChanged: false) { HiddenDesc = kept };
    }

    private void Change(CommandStatus status) => (Status, IsChanged) = (status, true);

    /// <summary>
    /// As the table can hold it, so that the feed says the very same: whole milliseconds, and no character that PostgreSQL refuses (a terminal may send any).
    /// </summary>
    private static CommandStatus Storable(CommandStatus status) => status with
    {
        Command = status.Command with { CreatedAt = status.Command.CreatedAt.ToWholeMilliseconds(), ExpiresAt = status.Command.ExpiresAt.ToWholeMilliseconds() },
        ResultCode = Legible(status.ResultCode),
        ResultDesc = Legible(status.ResultDesc),
        SentAt = status.SentAt is { } sent ? sent.ToWholeMilliseconds() : null,
        EndedAt = status.EndedAt is { } ended ? ended.ToWholeMilliseconds() : null,
    };

    private static string? Legible(string? text)
    {
        if (text is null) return null;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    private static InvalidDataException Unknown(string what) => new($"The database holds a {what} that this program does not know.");
}
