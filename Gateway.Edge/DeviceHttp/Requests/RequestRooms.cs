using Gateway.Edge.Budgets;

namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>
/// What the requests of one kind share: memory, charged by what has come, and places to be worked on. Those that carry data (uploads, registrations) have rooms of their own
/// beside polls and feedback: neither waits for the other.
/// </summary>
/// <param name="bytes">Memory of all bodies; at least that of one.</param>
/// <param name="bodyLengthMax">Bytes of one body that is kept whole.</param>
internal sealed class RequestRooms(long bytes, int bodyLengthMax, int places)
{
    /// <summary>One address holds at most a quarter of the memory, and half of the places.</summary>
    private const int Quarter = 4;

    /// <summary>Buffers grow by doubling, and a part is read beside the text that it was: what one request may take for a body of some length.</summary>
    private const int BuffersPerByte = 3;

    private const int BuffersMin = 1024 * 1024;

    /// <summary>Requests of one terminal that are worked on at once; the others wait.</summary>
    private const int PlacesOfTerminal = 4;

    /// <summary>Bytes of bodies.</summary>
    public FairRoom Bytes { get; } = Memory(bytes, ((long)BuffersPerByte * bodyLengthMax) + BuffersMin);

    /// <summary>Requests that are worked on.</summary>
    public FairRoom Places { get; } = new(places, Math.Max(places / 2, 1), Math.Min(PlacesOfTerminal, Math.Max(places / 2, 1)));

    private static FairRoom Memory(long all, long ofOne) => new(Math.Max(all, ofOne), Math.Max(all / Quarter, ofOne), ofOne);
}
