using Gateway.Actors.Commands;

namespace Gateway.Actors.Projection;

/// <summary>Where command events become rows and outcomes, with the position in the journal in the same transaction: exactly once after any crash.</summary>
public interface ICommandProjectionStore
{
    /// <summary>How far it has come.</summary>
    Task<ProjectionPosition> GetPositionAsync(CancellationToken cancellation);

    /// <summary>Makes events true that follow <paramref name="from"/>, all or none.</summary>
    /// <param name="events">In the order of their positions, all greater than that of <paramref name="from"/>; at least one.</param>
    /// <exception cref="ProjectionFencedException">The stored position is not <paramref name="from"/>; nothing was changed.</exception>
    Task<ProjectedEvents> ProjectAsync(ProjectionPosition from, IReadOnlyList<JournalledEvent> events, CancellationToken cancellation);

    /// <summary>Notes that there was no event behind <paramref name="position"/> at <paramref name="at"/>. False: it is not the stored position (any more).</summary>
    Task<bool> NoteQuietAsync(long position, DateTimeOffset at, CancellationToken cancellation);
}
