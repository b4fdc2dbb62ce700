namespace Gateway.Platform.Commands;

// For the OpenAPI document: a CommandRequest is one of these, by its type.

/// <summary>A person whom the terminal is to recognise, new or changed.</summary>
/// <param name="Type">What it is to do.</param>
/// <param name="Person">The person.</param>
/// <param name="Id">Makes the request repeatable, per device: the same id again returns the first command, with other content it is refused. 1 to 64 printable
/// ASCII characters without spaces; made by the gateway when absent.</param>
/// <param name="TtlSeconds">How long it may wait for the terminal: 1 s to 30 days; 7 days when absent (D26).</param>
internal sealed record PersonPushRequest(string Type, PersonRequest Person, string? Id = null, long? TtlSeconds = null);

/// <summary>A person whom the terminal is to forget.</summary>
/// <param name="Type">What it is to do.</param>
/// <param name="UserId">The person's id.</param>
/// <param name="Id">As of a push.</param>
/// <param name="TtlSeconds">As of a push.</param>
internal sealed record PersonDeleteRequest(string Type, string UserId, string? Id = null, long? TtlSeconds = null);

/// <summary>The terminal's clock is to be set to the gateway's time.</summary>
/// <param name="Type">What it is to do.</param>
/// <param name="Id">As of a push.</param>
/// <param name="TtlSeconds">As of a push.</param>
internal sealed record ClockSetRequest(string Type, string? Id = null, long? TtlSeconds = null);
