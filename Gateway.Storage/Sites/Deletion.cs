namespace Gateway.Storage.Sites;

/// <summary>What became of somebody's wish to delete a record of a site.</summary>
public enum Deletion
{
    Deleted,

    /// <summary>There is no such record.</summary>
    Unknown,

    /// <summary>Its site is on legal hold: nothing of it is deleted by anybody.</summary>
    OnHold,
}
