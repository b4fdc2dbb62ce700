namespace Gateway.Simulator.Firmwares;

/// <summary>A recognition that a terminal keeps until its habit says that it may go.</summary>
/// <param name="UserId">Who was recognised.</param>
/// <param name="Time">By the terminal's clock, as the protocol writes it (D10).</param>
internal readonly record struct TerminalRecord(string UserId, string Time);
