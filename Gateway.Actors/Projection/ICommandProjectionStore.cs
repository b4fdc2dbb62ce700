namespace Gateway.Actors.Projection;

/// <summary>Where command events become rows and outcomes, and stop being due in the same transaction: exactly once after any crash.</summary>
public interface ICommandProjectionStore
{
    /// <summary>Makes the first events true that are not projected yet, at most <paramref name="most"/>, all or none.</summary>
    /// <exception cref="ProjectionFencedException">Another projection has had some of them; nothing was changed.</exception>
    Task<ProjectedEvents> ProjectAsync(int most, CancellationToken cancellation);
}
