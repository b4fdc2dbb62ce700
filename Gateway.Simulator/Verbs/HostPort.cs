namespace Gateway.Simulator.Verbs;

/// <summary>Where a socket listens: a name or an address, and a port.</summary>
internal sealed record HostPort(string Host, int Port)
{
    /// <summary><c>host:port</c>, as it is given.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
