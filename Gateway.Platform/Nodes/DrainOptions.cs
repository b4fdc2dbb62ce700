namespace Gateway.Platform.Nodes;

/// <summary><c>Gateway:Tcp:DrainSeconds</c>.</summary>
internal sealed record DrainOptions(TimeSpan Spread);
