namespace Gateway.Platform.Devices;

/// <summary>The connection of a terminal.</summary>
/// <param name="Transport"><c>socket</c> or <c>http</c>.</param>
/// <param name="Remote">Address and port of the terminal.</param>
/// <param name="Node">The node of the gateway that holds it.</param>
/// <param name="Since">Since when.</param>
internal sealed record ConnectionBody(string Transport, string Remote, string Node, DateTimeOffset Since);
