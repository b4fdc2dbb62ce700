namespace Gateway.Actors.Commands;

/// <summary>How a command ends that was handed out again and again and never reported (D15, D33). The numbers are frozen: they stand in the journal.</summary>
public enum UnreportedRule
{
    /// <summary>It fails with code <see cref="CommandQueue.Unreported"/>.</summary>
    Fail = 0,

    /// <summary>It succeeds with that code: the terminal is known to do what it is told and to say nothing.</summary>
    Done = 1,

    /// <summary>It does not end by this: it goes out for as long as it lives.</summary>
    Never = 2,
}
