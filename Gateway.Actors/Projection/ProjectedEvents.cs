namespace Gateway.Actors.Projection;

/// <summary>What one call of the projection did.</summary>
/// <param name="Outcomes">How many rows the outbox got.</param>
public readonly record struct ProjectedEvents(ProjectionPosition Position, int Outcomes);
