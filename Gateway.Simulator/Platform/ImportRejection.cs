namespace Gateway.Simulator.Platform;

/// <summary>A line of an import that was refused.</summary>
internal sealed record ImportRejection(int Line, string Error);
