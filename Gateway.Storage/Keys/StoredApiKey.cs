using LinqToDB.Mapping;

namespace Gateway.Storage.Keys;

/// <summary>A row of <c>api_keys</c>.</summary>
[Table("api_keys")]
internal sealed class StoredApiKey
{
    [Column("id"), PrimaryKey, NotNull]
    public string Id { get; set; } = "";

    [Column("name"), NotNull]
    public string Name { get; set; } = "";

    [Column("role"), NotNull]
    public string Role { get; set; } = "";

    /// <summary>SHA-256 of the key.</summary>
    [Column("hash"), NotNull]
    public byte[] Hash { get; set; } = [];

    /// <summary>Unix milliseconds, UTC.</summary>
    [Column("created_at")]
    public long CreatedAt { get; set; }
}
