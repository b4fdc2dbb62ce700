using System.Net;
using Gateway.Edge.DeviceHttp.Requests;

namespace Gateway.Edge.DeviceHttp;

/// <summary>One request of a terminal, its parameters read; of a streamed one those that have come.</summary>
/// <param name="Remote">Address and port of the terminal.</param>
/// <param name="At">When its body had been read, UTC; of a streamed one when it began.</param>
internal sealed record TerminalRequest(FormBody Body, string Remote, DateTimeOffset At)
{
    public RequestParameters Parameters => Body.Parameters;

    /// <summary>Address of the terminal; null when it has none.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>Name of the route that serves it.</summary>
    public string Route { get; init; } = "";

    /// <summary>Bytes of its body as it says, or of its query when it has none.</summary>
    public long Length { get; init; }

    /// <summary>In which form it is to be answered.</summary>
    public required ReplyForm Form { get; init; }

    /// <summary>Who sent it, once it has been found; to be observed.</summary>
    public HttpTerminal? Terminal { get; set; }

    /// <summary>Why there is no <see cref="Terminal"/>, once it has been looked for.</summary>
    public TerminalRefusal Refusal { get; set; }

    /// <summary>Characters of its content, as it came; to be observed.</summary>
    public long ContentLength { get; set; }

    /// <summary>Its content in clear, if it is short, once it has been decrypted; to be observed.</summary>
    public byte[]? Plain { get; set; }

    /// <summary>Why its content could not be decrypted, if that is known (D35); to be observed.</summary>
    public string? KeyNote { get; set; }

    /// <summary>Keeps something until the answer is sent, and disposes it then.</summary>
    public Action<IDisposable> Holds { get; init; } = static _ => { };

    public override string ToString() => $"{Parameters} from {Remote}";
}
