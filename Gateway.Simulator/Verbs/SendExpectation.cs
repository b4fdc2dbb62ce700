namespace Gateway.Simulator.Verbs;

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
