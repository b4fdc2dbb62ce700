using Gateway.Platform.Commands;

namespace Gateway.Platform.Redis;

/// <summary>What <c>data</c> of an entry of <c>gateway:commands</c> says: one of <paramref name="Sn"/> and <paramref name="Targets"/>, and the command.</summary>
internal sealed record InboundWish(string? Sn = null, TargetsWish? Targets = null, CommandWish? Command = null)
{
    public override string ToString() => "***";
}
