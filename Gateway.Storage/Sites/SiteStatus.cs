namespace Gateway.Storage.Sites;

/// <summary>How far a construction site is.</summary>
public enum SiteStatus
{
    Active,

    /// <summary>Nobody works there for a time: its gates keep their persons.</summary>
    Suspended,

    /// <summary>The building stands: its gates keep their persons until a job removes them.</summary>
    Completed,

    /// <summary>The wages are paid: from that day on the time runs after which its records may be deleted.</summary>
    Settled,
}
