namespace Gateway.Simulator.Terminals;

/// <summary>Connects terminals to the gateway.</summary>
internal interface ITerminalDialer
{
    /// <summary>Begins to connect; the terminal's <see cref="Terminal.Opened"/> or <see cref="Terminal.Closed"/> tells how it went, from another call.</summary>
    void Dial(Terminal terminal);
}
