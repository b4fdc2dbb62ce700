using Gateway.Platform.Keys;

namespace Gateway.WebConsole.SignIn;

/// <summary>Open pages of this node, shared out among keys: each costs memory here for as long as it is open.</summary>
internal sealed class ConsolePlaces
{
    /// <summary>Pages that may be open on one node, one key's 100.</summary>
    public const int PagesMax = 200;

    public KeyShares Pages { get; } = new(PagesMax);
}
