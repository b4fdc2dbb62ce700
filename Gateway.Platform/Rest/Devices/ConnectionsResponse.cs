namespace Gateway.Platform.Rest.Devices;

/// <summary>It came or went.</summary>
/// <param name="At">When it came, or was last seen before it went.</param>
/// <param name="Event"><c>online</c> or <c>offline</c>.</param>
/// <param name="Transport"><c>socket</c> or <c>http</c>.</param>
/// <param name="Remote">Address and port.</param>
/// <param name="Node">Where its connection was.</param>
/// <param name="Reason">Why it went; null when it came.</param>
internal sealed record ConnectionChangeResponse(DateTimeOffset At, string Event, string Transport, string Remote, string Node, string? Reason);

/// <summary>How a device came and went.</summary>
/// <param name="Items">The latest first.</param>
internal sealed record ConnectionsResponse(IReadOnlyList<ConnectionChangeResponse> Items);
