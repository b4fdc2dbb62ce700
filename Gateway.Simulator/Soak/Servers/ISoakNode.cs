namespace Gateway.Simulator.Soak.Servers;

/// <summary>A node of the gateway.</summary>
internal interface ISoakNode : ISoakServer
{
    /// <summary>Asks it by the platform API to leave; waits for its end and gives the exit code, null when it did not end in time and was killed.</summary>
    /// <param name="spread">Over how long it closes its connections.</param>
    Task<int?> DrainAsync(TimeSpan spread);
}
