namespace Gateway.Actors.Projection;

/// <summary>How far the journal has been projected.</summary>
/// <param name="Position">Of the last event; 0 when none.</param>
/// <param name="Until">Every event that was committed before this time has been projected.</param>
public readonly record struct ProjectionPosition(long Position, DateTimeOffset Until);
