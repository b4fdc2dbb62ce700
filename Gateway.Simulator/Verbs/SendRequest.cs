namespace Gateway.Simulator.Verbs;

/// <summary>The one frame that <c>send</c> sends.</summary>
/// <param name="Expects">What answer is right.</param>
/// <param name="Command">The command word, when it is built here.</param>
/// <param name="State">The device state byte.</param>
/// <param name="Json">The body in clear; empty for none.</param>
/// <param name="Raw">The bytes to send as they are, instead of a frame built here; null to build one.</param>
internal sealed record SendRequest(SendExpectation Expects, byte Command, byte State, byte[] Json, byte[]? Raw = null);
