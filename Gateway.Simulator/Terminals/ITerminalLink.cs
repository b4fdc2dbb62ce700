namespace Gateway.Simulator.Terminals;

/// <summary>One connection to the gateway, as a terminal sees it.</summary>
internal interface ITerminalLink
{
    /// <summary>Sends bytes at once, whole. A connection that takes no more is closed instead: a terminal never has much un-answered.</summary>
    void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Closes the connection with a FIN; the end is reported to the terminal later, as for any other.</summary>
    void Close();
}

/// <summary>Connects terminals to the gateway.</summary>
internal interface ITerminalDialer
{
    /// <summary>Begins to connect; <see cref="Terminal.Opened"/> or <see cref="Terminal.Closed"/> tells the terminal how it went.</summary>
    void Dial(Terminal terminal);
}
