namespace Gateway.Actors.Presence;

/// <summary>Where presence is written behind.</summary>
public interface IPresenceStore
{
    /// <summary>
    /// Writes the updates and events in one transaction. Where a terminal's stored online/offline changes by it, and for each event, an <c>outbox</c> row of kind <c>device</c> is
    /// written in that same transaction: so the feed tells each change exactly once. An update older than what is stored (by <see cref="PresenceUpdate.LastSeen"/>) changes
    /// nothing.
    /// Several updates of one terminal stand in their order, and each change among them is told.
    /// </summary>
    Task WriteAsync(IReadOnlyCollection<PresenceUpdate> updates, IReadOnlyCollection<DeviceEvent> events, CancellationToken cancellation);

    /// <summary>
    /// Terminals stored as online but not seen since <paramref name="lastSeenBefore"/> become offline, at most <paramref name="most"/> in one call: their node has died without a
    /// word.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> ExpireAsync(DateTimeOffset lastSeenBefore, int most, CancellationToken cancellation);
}
