using Gateway.Actors.Commands;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>A feedback on its way to the gateway.</summary>
internal sealed record Feedback(CommandType Type, string[] Ids, bool IsLate)
{
    public bool Succeeded { get; init; } = true;

    public override string ToString() => $"{Type}{string.Join(',', Ids)}{IsLate}{Succeeded}";
}
