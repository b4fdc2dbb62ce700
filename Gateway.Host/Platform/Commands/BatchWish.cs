namespace Gateway.Platform.Commands;

/// <summary>One command for many devices.</summary>
/// <param name="Targets">Which devices.</param>
/// <param name="Command">What they are to do; with an id, each of them gets the command under that id.</param>
internal sealed record BatchWish(TargetsWish? Targets = null, CommandWish? Command = null)
{
    public override string ToString() => "***";
}
