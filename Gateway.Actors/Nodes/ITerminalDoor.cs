namespace Gateway.Actors.Nodes;

/// <summary>The socket of the terminals, as those who watch or drain this node need it.</summary>
public interface ITerminalDoor
{
    /// <summary>Connections now.</summary>
    int Open { get; }

    /// <summary>It takes no more connections.</summary>
    bool IsDraining { get; }

    /// <summary>
    /// Takes no more connections and closes those it has, spread over <paramref name="spread"/>; completes when all are gone or <paramref name="atMost"/> is over.
    /// </summary>
    Task DrainAsync(TimeSpan spread, TimeSpan atMost);
}
