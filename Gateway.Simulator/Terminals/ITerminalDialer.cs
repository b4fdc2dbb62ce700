namespace Gateway.Simulator.Terminals;

/// <summary>Connects terminals to the gateway.</summary>
internal interface ITerminalDialer
{
    /// <summary>Begins to connect; <see cref="Terminal.Opened"/> or <see cref="Terminal.Closed"/> tells the terminal how it went.</summary>
    void Dial(Terminal terminal);
}
