namespace Gateway.Storage.Feed;

/// <summary>
/// The highest position of the feed that this node has seen, kept in its data directory: whoever sees the feed end before it knows that the database was restored, or that a
/// standby took over which did not have everything. Written behind, a second at most (<c>FeedTail</c>).
/// </summary>
/// <param name="path">Null: it ends with the process.</param>
public sealed class FeedMemory(string? path = null) : IDisposable
{
    /// <summary>In the data directory.</summary>
    public const string FileName = "feed-position.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly Lock _gate = new();
    private readonly Lock _file = new();
    private Remembered _seen = new("", 0, []);
    private Remembered? _saved;

    /// <summary>Whether <see cref="Save"/> would write. Only where it has a file.</summary>
    public bool HasNews
    {
        get
        {
            lock (_gate) return path is not null && _seen.Generations.Count > 0 && !ReferenceEquals(_seen, Volatile.Read(ref _saved));
        }
    }

    /// <summary>From now on it is about this database; what it remembers of another one is forgotten.</summary>
    /// <param name="store">The database's own id.</param>
    internal void Open(string store)
    {
        lock (_gate)
        {
            if (_seen.Store == store) return;
            _seen = Read() is { } found && found.Store == store ? found : new Remembered(store, 0, []);
        }
    }

    /// <summary>Whether the feed has lost numbers that were seen here, and no generation says so yet.</summary>
    internal bool IsAheadOf(FeedState state)
    {
        lock (_gate)
        {
            if (_seen.Generations.Count == 0) return false;
            var current = _seen.Generations[^1].Name;
            if (state.Generations.All(known => known.Name != current)) return true;
            return state.Head < _seen.Head && state.ForkOf(current, _seen.Head) is null;
        }
    }

    /// <summary>Generations that were seen here and that the database does not have: it is older than they are.</summary>
    internal IReadOnlyList<FeedGeneration> Lacking(IReadOnlyList<FeedGeneration> known)
    {
        lock (_gate) return [.. _seen.Generations.Where(seen => known.All(generation => generation.Name != seen.Name))];
    }

    /// <summary>Remembers a state, unless it is one from before what is remembered.</summary>
    internal void Saw(FeedState state)
    {
        lock (_gate)
        {
            var isSame = _seen.Generations.Count > 0 && _seen.Generations[^1].Name == state.Current.Name;
            if (isSame ? state.Head <= _seen.Head : IsAheadOf(state)) return;
            _seen = _seen with { Head = state.Head, Generations = isSame ? _seen.Generations : state.Generations };
        }
    }

    /// <summary>Writes what has changed, aside and moved: a process that is killed meanwhile leaves no half of it. Blocks.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save()
    {
        if (path is null) return;
        lock (_file)
        {
            Remembered seen;
            lock (_gate) seen = _seen;
            if (seen.Generations.Count == 0 || ReferenceEquals(seen, _saved)) return;
            using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, seen, Json);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + ".new", path, overwrite: true);
            Volatile.Write(ref _saved, seen);
        }
    }

    public void Dispose()
    {
        try
        {
            Save();
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // What was written a second ago serves.
        }
    }

    private Remembered? Read()
    {
        if (path is null || !File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<Remembered>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException)
        {
            return null; // Somebody else's hand; the database is right.
        }
    }

    private sealed record Remembered(string Store, long Head, IReadOnlyList<FeedGeneration> Generations);
}
