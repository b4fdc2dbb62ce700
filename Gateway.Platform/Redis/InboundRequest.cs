using Gateway.Platform.Commands;

namespace Gateway.Platform.Redis;

/// <summary>What <c>data</c> of an entry of <c>gateway:commands</c> says: one of <paramref name="Sn"/> and <paramref name="Targets"/>, and the command.</summary>
internal sealed record InboundRequest(string? Sn = null, TargetsRequest? Targets = null, CommandRequest? Command = null)
{
    public override string ToString() => "***";
}
