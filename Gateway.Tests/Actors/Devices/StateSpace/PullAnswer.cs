using Gateway.Actors.Commands;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>The answer to a pull, on its way to the terminal.</summary>
internal sealed record PullAnswer(CommandType Type, string[] Ids, bool IsLate = false)
{
    public override string ToString() => $"{Type}{string.Join(',', Ids)}{IsLate}";
}
