namespace Gateway.Actors.Commands;

/// <summary>The way in which a command was handed to the terminal. The numbers are frozen: they stand in the journal.</summary>
public enum HandOutVia
{
    /// <summary>A command frame on the socket, 0x25 or 0x14 (D15).</summary>
    Socket = 0,

    /// <summary>The answer to GetAddPerson or GetDelPerson (D22).</summary>
    Http = 1,

    /// <summary>A heartbeat's answer with a clock correction (D12).</summary>
    Clock = 2,
}
