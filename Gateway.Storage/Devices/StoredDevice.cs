using LinqToDB.Mapping;

namespace Gateway.Storage.Devices;

/// <summary>A row of <c>devices</c>. Times are Unix milliseconds, UTC.</summary>
[Table("devices")]
internal sealed class StoredDevice
{
    [Column("sn"), PrimaryKey, NotNull]
    public string Sn { get; set; } = "";

    [Column("kind"), NotNull]
    public string Kind { get; set; } = "";

    /// <summary>The DES key, encrypted.</summary>
    [Column("key_protected"), NotNull]
    public byte[] KeyProtected { get; set; } = [];

    [Column("name")]
    public string? Name { get; set; }

    [Column("site")]
    public string? Site { get; set; }

    [Column("dialect"), NotNull]
    public string Dialect { get; set; } = "";

    [Column("enabled")]
    public bool Enabled { get; set; }

    /// <summary>Addresses and networks, separated by spaces; null = any.</summary>
    [Column("allowed_addresses")]
    public string? AllowedAddresses { get; set; }

    /// <summary><c>socket</c> or <c>https</c>; null = both.</summary>
    [Column("transports")]
    public string? Transports { get; set; }

    /// <summary>Null = false.</summary>
    [Column("feedback_from_pull")]
    public bool? FeedbackFromPull { get; set; }

    [Column("vendor"), NotNull]
    public string Vendor { get; set; } = "";

    [Column("model"), NotNull]
    public string Model { get; set; } = "";

    [Column("firmware"), NotNull]
    public string Firmware { get; set; } = "";

    /// <summary>Null = it is not being certified.</summary>
    [Column("certifying_since")]
    public long? CertifyingSince { get; set; }

    /// <summary><c>device</c> or <c>sn</c>; null = as its dialect says.</summary>
    [Column("upload_key")]
    public string? UploadKey { get; set; }

    /// <summary>Null = no other took its place.</summary>
    [Column("replaced_by")]
    public string? ReplacedBy { get; set; }

    [Column("replaced_at")]
    public long? ReplacedAt { get; set; }

    /// <summary>SN and name in lower case: what <see cref="DeviceFilter.Query"/> looks in. The two databases do not agree on LOWER.</summary>
    [Column("search_text"), NotNull]
    public string SearchText { get; set; } = "";

    [Column("created_at")]
    public long CreatedAt { get; set; }

    [Column("updated_at")]
    public long UpdatedAt { get; set; }
}
