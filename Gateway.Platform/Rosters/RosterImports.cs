using Gateway.Platform.Keys;

namespace Gateway.Platform.Rosters;

/// <summary>The lists that are being read on this node.</summary>
internal sealed class RosterImports(RosterLimits limits)
{
    private readonly KeyShares _places = new(limits.AtOnce);

    /// <summary>True: a place was taken and must be given back with <see cref="Leave"/>.</summary>
    public bool TryEnter(ApiCaller caller) => _places.TryEnter(caller);

    public void Leave(ApiCaller caller) => _places.Leave(caller);
}
