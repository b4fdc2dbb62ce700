namespace Gateway.Storage.Nodes;

/// <summary>How an <see cref="OwnerLock"/> is held.</summary>
public enum OwnerLockMode
{
    None,

    /// <summary>By the members of one cluster.</summary>
    Shared,

    /// <summary>By a node that founds a cluster, or is one for itself.</summary>
    Alone,
}
