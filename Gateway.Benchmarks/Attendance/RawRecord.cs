using Gateway.Actors.Attendance;
using LinqToDB.Mapping;

namespace Gateway.Benchmarks.Attendance;

/// <summary>A row of <c>attendance</c> as linq2db writes it by itself.</summary>
[Table("attendance")]
internal sealed class RawRecord
{
    [Column("id"), PrimaryKey]
    public required byte[] Id { get; init; }

    [Column("sn")]
    public required string Sn { get; init; }

    [Column("user_id")]
    public required string UserId { get; init; }

    [Column("recog_time")]
    public required long RecogTime { get; init; }

    [Column("recog_time_text")]
    public required string RecogTimeText { get; init; }

    [Column("received_at")]
    public required long ReceivedAt { get; init; }

    [Column("transport")]
    public required string Transport { get; init; }

    [Column("site")]
    public string? Site { get; init; }

    [Column("extra")]
    public string? Extra { get; init; }

    public static RawRecord Of(AttendanceRecord record) => new()
    {
        Id = record.Id.ToByteArray(bigEndian: true),
        Sn = record.Sn,
        UserId = record.UserId,
        RecogTime = record.RecogTime.ToUnixTimeMilliseconds(),
        RecogTimeText = record.RecogTimeText,
        ReceivedAt = record.ReceivedAt.ToUnixTimeMilliseconds(),
        Transport = "socket",
        Site = record.Site,
        Extra = record.ExtraJson,
    };
}
