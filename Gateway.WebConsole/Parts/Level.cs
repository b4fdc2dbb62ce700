namespace Gateway.WebConsole.Parts;

/// <summary>How bad something is. Shown by a colour, a shape and a word together.</summary>
public enum Level
{
    /// <summary>For information; no colour.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Somebody should look at it today.</summary>
    Warn,

    /// <summary>Somebody has to do something now.</summary>
    Bad,
}
