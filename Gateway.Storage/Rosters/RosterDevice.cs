using System.Data.Common;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Rosters;

/// <summary>A row of <c>roster_devices</c>: what is known of one person on one terminal, and what was ordered about him.</summary>
internal sealed record RosterDevice(string Sn, string UserId)
{
    /// <summary>What <see cref="Read"/> reads, in its order, of the table <c>x</c>.</summary>
    public const string Columns =
        "x.sn, x.user_id, x.site, x.state, x.reported_ref, x.reported_version, x.desired_version, x.ordered_ref, x.ordered_bytes, x.command_id, x.command_kind, x.ordered_at, "
        + "x.delivered, x.handed_out, x.drift, x.failures, x.next_try_at, x.result_code, x.result_desc_protected, x.since";

    private static readonly BulkColumn<RosterDevice>[] AllColumns = [
        new("user_id", SqlType.Text, r => r.UserId),
        new("sn", SqlType.Text, r => r.Sn),
        new("site", SqlType.Text, r => r.Site),
        new("state", SqlType.Text, r => r.State),
        new("reported_ref", SqlType.Text, r => r.ReportedRef),
        new("reported_version", SqlType.BigInt, r => r.ReportedVersion),
        new("desired_version", SqlType.BigInt, r => r.DesiredVersion),
        new("ordered_ref", SqlType.Text, r => r.OrderedRef),
        new("ordered_bytes", SqlType.Int, r => r.OrderedBytes),
        new("command_id", SqlType.Text, r => r.CommandId),
        new("command_kind", SqlType.Text, r => r.CommandKind),
        new("ordered_at", SqlType.BigInt, r => r.OrderedAt),
        new("delivered", SqlType.Bool, r => r.Delivered),
        new("handed_out", SqlType.Bool, r => r.HandedOut),
        new("drift", SqlType.Bool, r => r.Drift),
        new("failures", SqlType.Int, r => r.Failures),
        new("next_try_at", SqlType.BigInt, r => r.NextTryAt),
        new("result_code", SqlType.Text, r => r.ResultCode),
        new("result_desc_protected", SqlType.Bytes, r => r.ResultDesc),
        new("since", SqlType.BigInt, r => r.Since)];

    private static readonly BulkColumn<RosterDevice>[] OrderColumns = [.. AllColumns.Where(
        static column => column.Name is not ("reported_ref" or "reported_version" or "handed_out" or "result_code" or "result_desc_protected"))];

    /// <summary>Writes rows as they are.</summary>
    public static readonly BulkInsert<RosterDevice> Upsert = new("roster_devices", OnConflict(AllColumns), AllColumns);

    /// <summary>Writes rows that are not there.</summary>
    public static readonly BulkInsert<RosterDevice> Insert = new("roster_devices", "ON CONFLICT (sn, user_id) DO NOTHING", AllColumns);

    /// <summary>Writes what was ordered, and leaves what was reported.</summary>
    public static readonly BulkInsert<RosterDevice> Order = new("roster_devices", OnConflict(OrderColumns), OrderColumns);

    /// <summary>The managed site whose roster he belongs to, or belonged to, here; null: he is nobody's (foreign).</summary>
    public string? Site { get; init; }

    /// <summary>One of <see cref="RosterStates"/>.</summary>
    public string State { get; init; } = RosterStates.Pending;

    /// <summary>The content that the terminal confirmed; null: none, or it is not sure any more.</summary>
    public string? ReportedRef { get; init; }

    public long? ReportedVersion { get; init; }

    /// <summary>The version of the last order.</summary>
    public long? DesiredVersion { get; init; }

    /// <summary>The content of the last order; after it was found to be there without one, that.</summary>
    public string? OrderedRef { get; init; }

    public int OrderedBytes { get; init; }

    /// <summary>The open order; null: there is none.</summary>
    public string? CommandId { get; init; }

    public string? CommandKind { get; init; }

    public long? OrderedAt { get; init; }

    /// <summary>The terminal's actor has the open order.</summary>
    public bool Delivered { get; init; }

    /// <summary>He was handed out once and not deleted since: he may be there.</summary>
    public bool HandedOut { get; init; }

    /// <summary>Somebody deleted or changed him on the terminal by a command of their own.</summary>
    public bool Drift { get; init; }

    /// <summary>Refusals in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Unix ms. Null with state failed: when there is a new version, or a hand.</summary>
    public long? NextTryAt { get; init; }

    public string? ResultCode { get; init; }

    /// <summary>The terminal's own words, encrypted.</summary>
    public byte[]? ResultDesc { get; init; }

    /// <summary>Since when the state is this, Unix ms.</summary>
    public long Since { get; init; }

    /// <summary>He may be on the terminal.</summary>
    public bool MayBeThere => ReportedRef is not null || HandedOut;

    public static RosterDevice Read(DbDataReader row) => new(row.GetString(0), row.GetString(1))
    {
        Site = row.GetText(2),
        State = row.GetString(3),
        ReportedRef = row.GetText(4),
        ReportedVersion = Number(row, 5),
        DesiredVersion = Number(row, 6),
        OrderedRef = row.GetText(7),
        OrderedBytes = row.GetInt32(8),
        CommandId = row.GetText(9),
        CommandKind = row.GetText(10),
        OrderedAt = Number(row, 11),
        Delivered = row.GetBoolean(12),
        HandedOut = row.GetBoolean(13),
        Drift = row.GetBoolean(14),
        Failures = row.GetInt32(15),
        NextTryAt = Number(row, 16),
        ResultCode = row.GetText(17),
        ResultDesc = row.IsDBNull(18) ? null : row.GetFieldValue<byte[]>(18),
        Since = row.GetInt64(19),
    };

    /// <summary>The same in another state, from then on if it was in another before.</summary>
    public RosterDevice Become(string state, long at) => this with { State = state, Since = state == State ? Since : at };

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static string OnConflict(IEnumerable<BulkColumn<RosterDevice>> columns) =>
        $"ON CONFLICT (sn, user_id) DO UPDATE SET "
        + $"{string.Join(", ", columns.Where(static c => c.Name is not ("sn" or "user_id")).Select(static c => $"{c.Name} = excluded.{c.Name}"))}";
}
