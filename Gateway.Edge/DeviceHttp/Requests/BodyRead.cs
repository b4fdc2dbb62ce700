using Gateway.Edge.Budgets;

namespace Gateway.Edge.DeviceHttp.Requests;

/// <summary>What became of reading a body. Dispose it when the bytes are no longer used: they count against the budget of all bodies.</summary>
/// <param name="Bytes">The whole body; empty when refused.</param>
/// <param name="Refusal">Why it was not read, for the terminal's log; null when it was.</param>
/// <param name="Room">Its share of the budget.</param>
internal sealed record BodyRead(byte[] Bytes, string? Refusal, IDisposable Room) : IDisposable
{
    /// <summary>Refused for want of room: not the terminal's fault.</summary>
    public bool IsOurs { get; private init; }

    public static BodyRead Refused(string reason, bool isOurs = false) => new([], reason, Capacity.None) { IsOurs = isOurs };

    public override string ToString() => Refusal ?? $"{Bytes.Length} bytes";

    public void Dispose() => Room.Dispose();
}
