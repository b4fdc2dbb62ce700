namespace Gateway.Storage.Counts;

/// <summary>What is counted of the whole cluster.</summary>
public enum CountKind
{
    /// <summary>Heartbeats of sockets.</summary>
    Heartbeats,

    /// <summary>Uploads of attendance that were answered with success.</summary>
    Uploads,

    /// <summary>Those that were not.</summary>
    UploadsRefused,

    /// <summary>Records of attendance that were new.</summary>
    Records,

    /// <summary>Commands that their terminal has confirmed.</summary>
    CommandsSucceeded,

    /// <summary>Commands that failed or expired.</summary>
    CommandsFailed,

    /// <summary>Terminals that are online. This and what follows are levels: averages, not sums.</summary>
    Online,

    /// <summary>Terminals that have been online and are not, disabled ones aside.</summary>
    Offline,

    /// <summary>Commands that wait for their terminal.</summary>
    Queued,
}
