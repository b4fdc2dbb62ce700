namespace Gateway.Tests.Simulator;

/// <summary>A request as a gateway sees it.</summary>
internal sealed record TerminalRequest(byte Word, string Sn, string Json);
