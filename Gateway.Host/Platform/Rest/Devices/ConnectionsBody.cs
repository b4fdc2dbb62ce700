namespace Gateway.Platform.Rest.Devices;

/// <summary>How a device came and went.</summary>
/// <param name="Items">The latest first.</param>
internal sealed record ConnectionsBody(IReadOnlyList<ConnectionChangeBody> Items);
