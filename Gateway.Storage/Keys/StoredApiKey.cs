using Gateway.Storage.Sql;
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

    /// <summary>As it stands in <see cref="Role"/>. Frozen.</summary>
    public static string TextOf(ApiRole value) => value switch
    {
        ApiRole.Viewer => "viewer",
        ApiRole.Platform => "platform",
        ApiRole.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static ApiRole ToApiRole(string text) => text switch
    {
        "viewer" => ApiRole.Viewer,
        "platform" => ApiRole.Platform,
        "admin" => ApiRole.Admin,
        _ => throw StoredText.Unknown("role"),
    };
}
