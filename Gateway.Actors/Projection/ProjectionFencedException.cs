namespace Gateway.Actors.Projection;

/// <summary>Another projection is at work: nothing was changed. Only one of them may go on.</summary>
public sealed class ProjectionFencedException() : Exception("Another projection of the journal has gone on meanwhile; this one has changed nothing.");
