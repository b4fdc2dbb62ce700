namespace Gateway.Storage.Sites;

/// <summary>What became of the wish to delete a site.</summary>
public enum SiteDeletion
{
    Deleted,
    Unknown,

    /// <summary>A device names it.</summary>
    HasDevices,

    /// <summary>Somebody is in its roster, or by it on a terminal.</summary>
    HasPersons,

    /// <summary>It is on legal hold, which would be lost with it.</summary>
    OnHold,
}
