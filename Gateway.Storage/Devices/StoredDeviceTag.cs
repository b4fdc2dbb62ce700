using LinqToDB.Mapping;

namespace Gateway.Storage.Devices;

/// <summary>A row of <c>device_tags</c>.</summary>
[Table("device_tags")]
internal sealed class StoredDeviceTag
{
    [Column("sn"), PrimaryKey(0), NotNull]
    public string Sn { get; set; } = "";

    [Column("tag"), PrimaryKey(1), NotNull]
    public string Tag { get; set; } = "";

    /// <summary>0, 1, … in the order given.</summary>
    [Column("position")]
    public int Position { get; set; }
}
