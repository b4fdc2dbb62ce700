namespace Gateway.Simulator.Verbs;

/// <summary>The one frame that <c>send</c> sends.</summary>
/// <param name="Expects">What answer is right.</param>
/// <param name="Command">The command word, when it is built here.</param>
/// <param name="State">The device state byte.</param>
/// <param name="Json">The body in clear; empty for none.</param>
/// <param name="Raw">The bytes to send as they are, instead of a frame built here; null to build one.</param>
internal sealed record SendRequest(SendExpectation Expects, byte Command, byte State, byte[] Json, byte[]? Raw = null);

/// <summary>What <c>send</c> takes for a right answer.</summary>
internal enum SendExpectation
{
    /// <summary>A heartbeat's answer (D12, D13).</summary>
    Heartbeat,

    /// <summary>An acknowledgement, 0000.</summary>
    Upload,

    /// <summary>Silence: results are not answered (D12, D15).</summary>
    Nothing,

    /// <summary>Any well-formed frame with the terminal's SN, a refusal included.</summary>
    Anything
}
