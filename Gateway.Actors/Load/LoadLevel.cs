namespace Gateway.Actors.Load;

/// <summary>What this node leaves undone so that uploads go on (docs/decisions/0041). Each level includes the one before.</summary>
public enum LoadLevel
{
    /// <summary>Everything is done.</summary>
    Normal = 0,

    /// <summary>Live traces lose frames, recorded frames wait, and presence is written every five seconds instead of every second.</summary>
    Busy = 1,

    /// <summary>Lists, imports and commands to many targets are answered 503 with <c>Retry-After</c>.</summary>
    Overloaded = 2,
}
