namespace Gateway.Actors.Projection;

/// <summary>What one call of <see cref="ICommandProjectionStore.ProjectAsync"/> did.</summary>
/// <param name="Events">How many events it projected.</param>
/// <param name="Outcomes">How many rows the outbox got.</param>
public readonly record struct ProjectedEvents(int Events, int Outcomes);
