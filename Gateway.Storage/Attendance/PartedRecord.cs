using Gateway.Actors.Attendance;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Attendance;

/// <summary>A record as it is kept.</summary>
/// <param name="Record">Its extra fields are those in clear.</param>
/// <param name="Hidden">The others, encrypted; null: there are none.</param>
internal readonly record struct PartedRecord(AttendanceRecord Record, byte[]? Hidden)
{
    public static BulkInsert<PartedRecord> InsertInto(string table, string onConflict) => new(
        table,
        onConflict,
        new("id", SqlType.Uuid, r => r.Record.Id),
        new("sn", SqlType.Text, r => r.Record.Sn),
        new("user_id", SqlType.Text, r => r.Record.UserId),
        new("recog_time", SqlType.BigInt, r => r.Record.RecogTime.ToUnixTimeMilliseconds()),
        new("recog_time_text", SqlType.Text, r => r.Record.RecogTimeText),
        new("received_at", SqlType.BigInt, r => r.Record.ReceivedAt.ToUnixTimeMilliseconds()),
        new("transport", SqlType.Text, r => StoredText.Of(r.Record.Transport)),
        new("site", SqlType.Text, r => r.Record.Site),
        new("extra", SqlType.Text, r => r.Record.ExtraJson),
        new("extra_protected", SqlType.Bytes, r => r.Hidden));

    public override string ToString() => nameof(PartedRecord);
}
