using LinqToDB.Mapping;

namespace Gateway.Storage.Feed;

/// <summary>A row of <c>feed</c>.</summary>
[Table("feed")]
internal sealed class StoredFeedItem
{
    [Column("seq"), PrimaryKey, NotNull]
    public long Seq { get; set; }

    [Column("kind"), NotNull]
    public string Kind { get; set; } = "";

    [Column("sn"), NotNull]
    public string Sn { get; set; } = "";

    /// <summary>Unix milliseconds, UTC.</summary>
    [Column("at")]
    public long At { get; set; }

    [Column("data"), NotNull]
    public string Data { get; set; } = "";
}
