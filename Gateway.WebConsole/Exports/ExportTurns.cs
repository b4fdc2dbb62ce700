using Gateway.Platform.Keys;

namespace Gateway.WebConsole.Exports;

/// <summary>Exports that run on this node: one of each key, and so many in all. Each reads the database and compresses for minutes.</summary>
internal sealed class ExportTurns
{
    /// <summary>At a time on one node.</summary>
    public const int Most = 4;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>True: must be given back with <see cref="Leave"/>.</summary>
    public bool TryEnter(ApiCaller caller)
    {
        lock (_gate) return _keys.Count < Most && _keys.Add(caller.Id);
    }

    public void Leave(ApiCaller caller)
    {
        lock (_gate) _keys.Remove(caller.Id);
    }
}
