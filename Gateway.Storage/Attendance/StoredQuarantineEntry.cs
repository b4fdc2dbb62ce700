using LinqToDB.Mapping;

namespace Gateway.Storage.Attendance;

/// <summary>A row of <c>quarantine</c>. Times are Unix milliseconds, UTC.</summary>
[Table("quarantine")]
internal sealed class StoredQuarantineEntry
{
    [Column("id"), PrimaryKey, Identity]
    public long Id { get; set; }

    [Column("sn"), NotNull]
    public string Sn { get; set; } = "";

    [Column("transport"), NotNull]
    public string Transport { get; set; } = "";

    [Column("first_at")]
    public long FirstAt { get; set; }

    [Column("last_at")]
    public long LastAt { get; set; }

    [Column("tries")]
    public int Tries { get; set; }

    [Column("reason"), NotNull]
    public string Reason { get; set; } = "";

    [Column("bad_records")]
    public int BadRecords { get; set; }

    [Column("good_records_stored")]
    public bool GoodRecordsStored { get; set; }

    [Column("content_length")]
    public int ContentLength { get; set; }

    /// <summary>One of <see cref="QuarantineShare"/>.</summary>
    [Column("share"), NotNull]
    public string Share { get; set; } = "";

    [Column("diagnosis")]
    public string? Diagnosis { get; set; }

    [Column("diagnosis_detail")]
    public string? DiagnosisDetail { get; set; }

    /// <summary>The packet, encrypted.</summary>
    [Column("content_protected"), NotNull]
    public byte[] ContentProtected { get; set; } = [];
}
