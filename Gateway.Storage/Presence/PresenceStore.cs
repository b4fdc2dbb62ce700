using Gateway.Actors.Presence;

namespace Gateway.Storage.Presence;

/// <summary>The table <c>presence</c>.</summary>
public sealed class PresenceStore(Database database) : IPresenceStore
{
    public Task WriteAsync(IReadOnlyCollection<PresenceUpdate> updates, IReadOnlyCollection<DeviceEvent> events, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<int> ExpireAsync(DateTimeOffset lastSeenBefore, int most, CancellationToken cancellation) => throw new NotImplementedException();
}
