using Gateway.Actors.Commands;
using Gateway.Platform.Rest.Attendance;
using Gateway.Platform.Rest.Registrations;

namespace Gateway.Platform.Rest.Feed;

// For the OpenAPI document: what FeedItemJson, AttendanceJson, RegistrationJson, CommandOutcomeJson and DeviceEventJson write.

/// <summary>A record of attendance.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, over all kinds.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sn">The terminal it is about.</param>
/// <param name="At">When it became true.</param>
/// <param name="Data">The record, as the list shows it.</param>
internal sealed record AttendanceFeedItem(long Seq, string Kind, string Sn, DateTimeOffset At, AttendanceItem Data);

/// <summary>A registration of a worker, masked.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, over all kinds.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sn">The terminal it is about.</param>
/// <param name="At">When it became true.</param>
/// <param name="Data">The registration, as the list shows it.</param>
internal sealed record RegistrationFeedItem(long Seq, string Kind, string Sn, DateTimeOffset At, RegistrationItem Data);

/// <summary>The outcome of a command.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, over all kinds.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sn">The terminal it is about.</param>
/// <param name="At">When it became true.</param>
/// <param name="Data">How it ended.</param>
internal sealed record CommandFeedItem(long Seq, string Kind, string Sn, DateTimeOffset At, CommandOutcome Data);

/// <summary>A terminal came or went, or an alarm of it began.</summary>
/// <param name="Seq">1, 2, 3 … without gaps, over all kinds.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sn">The terminal it is about.</param>
/// <param name="At">When it became true.</param>
/// <param name="Data">What happened.</param>
internal sealed record DeviceFeedItem(long Seq, string Kind, string Sn, DateTimeOffset At, DeviceEventData Data);

/// <summary>How a command ended; each command ends once.</summary>
/// <param name="Id">Unique per device.</param>
/// <param name="Type">What it was to do.</param>
/// <param name="UserId">The person it was about; null for <c>clock.set</c>.</param>
/// <param name="State">One of those that are for good.</param>
/// <param name="ResultCode">The terminal's own code, or one of the gateway's; null: none.</param>
/// <param name="ResultDesc">The terminal's own words; of a superseded command the id of the newer one. Masked for the role <c>viewer</c>.</param>
/// <param name="Attempts">How often it was handed to the terminal.</param>
/// <param name="BatchId">The batch it came in, or null.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Roster">The roster that it is of; absent: somebody asked for it.</param>
internal sealed record CommandOutcome(
    string Id, string Type, string? UserId, string State, string? ResultCode, string? ResultDesc, int Attempts, string? BatchId, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    RosterOrder? Roster = null);

/// <summary>Something happened to a terminal. Leave aside an event that you do not know: there may be more one day.</summary>
/// <param name="Event">What.</param>
/// <param name="At">When.</param>
internal sealed record DeviceEventData(string Event, DateTimeOffset At);

/// <summary>A terminal came or went.</summary>
/// <param name="Event">Which of both.</param>
/// <param name="Status">What the list of devices shows from now on.</param>
/// <param name="At">When it came, or was last seen before it went.</param>
/// <param name="Transport">By which way.</param>
/// <param name="Remote">Address and port of the terminal.</param>
/// <param name="Node">Name of the node that held its connection: <c>host:port</c>.</param>
/// <param name="Reason">Why it went; null when it came.</param>
internal sealed record DeviceStatusChange(string Event, string Status, DateTimeOffset At, string Transport, string Remote, string Node, string? Reason);

/// <summary>An alarm of a terminal began.</summary>
/// <param name="Event">Its code.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="At">When it began.</param>
internal sealed record DeviceAlarm(string Event, string? Detail, DateTimeOffset At);
