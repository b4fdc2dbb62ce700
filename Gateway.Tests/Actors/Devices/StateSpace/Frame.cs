using Gateway.Actors.Commands;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>A command frame, and later its result.</summary>
internal sealed record Frame(long HandOut, CommandType Type, string[] Ids)
{
    /// <summary>The hand-out that the lane takes the result to be of: the last that it wrote.</summary>
    public long Label { get; init; }

    public override string ToString() => $"{HandOut}:{string.Join(',', Ids)}={Label}";
}
