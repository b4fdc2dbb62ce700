namespace Gateway.Storage.Sites;

/// <summary>What becomes of a person who was changed or deleted on a terminal by an explicit command against the site's roster.</summary>
public enum SiteDrift
{
    /// <summary>It is shown and put right.</summary>
    Repair,

    /// <summary>It is only shown.</summary>
    Show,
}
