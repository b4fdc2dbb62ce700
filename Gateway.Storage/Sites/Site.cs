namespace Gateway.Storage.Sites;

/// <summary>A construction site. Its code is what stands as <c>site</c> in devices and records.</summary>
/// <param name="Hours">When work is done there: JSON as the platform gave it; null: nobody has said.</param>
/// <param name="RetentionDays">Days after <see cref="SettledOn"/> that its records are kept; null: <see cref="Retention.RetentionDay.SettledDays"/>.</param>
/// <param name="LegalHold">Nothing of it is deleted.</param>
/// <param name="Tags">In the order given.</param>
/// <param name="ManagedSince">Its first roster write; null: nothing changes on its terminals by itself.</param>
/// <param name="Unexplained">Made of a free text by the migration, and nobody has said since what it is.</param>
/// <param name="RosterVersion">The last version that its roster has given out; 0: none.</param>
public sealed record Site(
    string Code,
    string? Name,
    string? Region,
    string? Contractor,
    SiteStatus Status,
    DateOnly? CompletedOn,
    DateOnly? SettledOn,
    string? Hours,
    int? RetentionDays,
    bool LegalHold,
    IReadOnlyList<string> Tags,
    SiteDrift Drift,
    DateTimeOffset? ManagedSince,
    bool Unexplained,
    long RosterVersion,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Shards of sites: each has a reconciler.</summary>
    public const int Shards = 64;

    /// <summary>It is managed: the gateway makes its terminals have what its roster says.</summary>
    public bool IsManaged => ManagedSince is not null;

    /// <summary>The shard of a site, 0 to 63, the same for ever: it stands in the table.</summary>
    public static int ShardOf(string code) => (int)(Actors.Devices.StableHash.Of(code) % Shards);
}
