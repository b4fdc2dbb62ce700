using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Actors.Nodes;
using Gateway.Actors.Presence;
using Gateway.Actors.Sessions;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Devices;

/// <summary>Joins what is stored of a device with what its actor knows.</summary>
internal sealed class DeviceReader(DeviceStore store, DeviceRegion region, DeviceLimits limits, ILogger<DeviceReader> log)
{
    /// <summary>The device as stored; null when there is none.</summary>
    public async Task<DeviceResponse?> GetStoredAsync(string sn, CancellationToken cancellation) =>
        await store.GetAsync(sn, cancellation) is { } row ? Body(row, live: null) : null;

    /// <summary>The device and its live state; as stored when its actor does not answer in time.</summary>
    public async Task<DeviceResponse?> GetLiveAsync(string sn, CancellationToken cancellation) =>
        await store.GetAsync(sn, cancellation) is { } row ? Body(row, await AskAsync(sn, cancellation)) : null;

    /// <summary>The body of a stored row; <paramref name="live"/> null = the actor was not asked or did not answer.</summary>
    public static DeviceResponse Body(DeviceRow row, DeviceMessages.DeviceLiveState? live)
    {
        var (device, presence) = row;
        var actorKnows = live is { Session: not null } or { LastSeen: not null }; // Otherwise it has only just started.
        var online = actorKnows ? live!.Session is not null : presence is { Online: true };
        var lastSeen = Later(live?.LastSeen, presence?.LastSeen);
        return new DeviceResponse(
            device.Sn,
            DeviceKinds.Text(device.Kind),
            device.Name,
            device.Site,
            device.Dialect,
            device.Tags,
            device.Enabled,
            device.AllowedAddresses.Texts,
            DeviceTransportNames.Of(device.Transports),
            device.FeedbackFromPull,
            Model(device.Model),
            device.IsCertifying,
            UploadKeyNames.Of(device.UploadKey),
            device.ReplacedBy,
            device.ReplacedAt,
            device.CreatedAt,
            device.UpdatedAt,
            !device.Enabled ? "disabled" : online ? "online" : lastSeen is null ? "never" : "offline",
            lastSeen,
            !online ? null : actorKnows ? Connection(live!.Session!) : Connection(presence!.Transport, presence.Remote, presence.Node, presence.Since),
            online ? null : presence?.OfflineReason,
            live?.DeviceState ?? presence?.DeviceState,
            live?.ClockSkewSeconds ?? presence?.ClockSkewSeconds,
            live is null ? null : new QueueResponse(live.Queued, live.InFlight),
            live is null ? null : Counters(live.Counters),
            Habits(device, presence),
            live is not null);
    }

    private async Task<DeviceMessages.DeviceLiveState?> AskAsync(string sn, CancellationToken cancellation)
    {
        try
        {
            return await region.AskAsync<DeviceMessages.DeviceLiveState>(new DeviceMessages.GetLiveState(sn), limits.LiveStateTimeout, cancellation);
        }
        catch (AskTimeoutException)
        {
            DeviceLog.LiveStateMissing(log, sn);
            return null;
        }
    }

    private static SortedDictionary<string, HabitResponse> Habits(Device device, PresenceUpdate? presence)
    {
        var habits = new SortedDictionary<string, HabitResponse>(StringComparer.Ordinal);
        foreach (var (name, habit) in device.Habits.All) habits.Add(name, new HabitResponse(habit.Value, habit.IsProved, habit.Since, habit.Evidence));

        // The clock's is written behind with the presence (D37), without a time of its own.
        if (presence is { Clock: ClockHabit.Right })
            habits[HabitNames.Clock] = new HabitResponse("right", true, presence.LastSeen, "a heartbeat had the right time");
        else if (presence is { Clock: ClockHabit.Wrong })
            habits[HabitNames.Clock] = new HabitResponse("wrong", true, presence.LastSeen, "none of an hour's heartbeats had the right time");
        return habits;
    }

    private static DeviceModelResponse? Model(DeviceModel model) =>
        model.IsKnown ? new DeviceModelResponse(TextOrNull(model.Vendor), TextOrNull(model.Model), TextOrNull(model.Firmware)) : null;

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private static ConnectionResponse Connection(Session session) => Connection(session.Transport, session.Remote, NodeName.Of(session.Node), session.Since);

    private static ConnectionResponse Connection(Transport transport, string remote, string node, DateTimeOffset since) =>
        new(transport == Transport.Socket ? "socket" : "http", remote, node, since);

    private static CountersResponse Counters(DeviceMessages.DeviceCounters c) =>
        new(c.Since, c.Heartbeats, c.Uploads, c.Records, c.Duplicates, c.UploadsRefused, c.CommandResults, c.StrayResults, c.Takeovers, c.ClockCorrections);
}
