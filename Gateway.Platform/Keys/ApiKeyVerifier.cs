using System.Security.Cryptography;
using Gateway.Storage.Keys;

namespace Gateway.Platform.Keys;

/// <summary>
/// Finds the holder of a key by the key's hash, so that comparing takes the same time whatever was presented. Keys that were found are remembered for
/// five seconds: that is how long a deleted key may go on working on another node. Keys that were not found are not remembered: they must not push the
/// good ones out.
/// </summary>
internal sealed class ApiKeyVerifier(AdminKey admin, ApiKeyStore store, TimeProvider time)
{
    /// <summary>Most keys that are remembered.</summary>
    public const int RememberedMax = 1000;

    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);
    private int _generation;

    /// <summary>The holder of <paramref name="key"/>; null when there is none.</summary>
    public async ValueTask<ApiCaller?> FindAsync(string key, CancellationToken cancellation)
    {
        if (key.Length is 0 or > ApiKeySecret.LengthMax) return null;
        return await FindByHashAsync(ApiKeySecret.Hash(key), cancellation);
    }

    /// <summary>The holder of the key with this hash; null when there is none (any more).</summary>
    public async ValueTask<ApiCaller?> FindByHashAsync(byte[] hash, CancellationToken cancellation)
    {
        if (CryptographicOperations.FixedTimeEquals(hash, admin.Hash.Span)) return ApiCaller.Admin;
        var name = Convert.ToHexString(hash);
        var (known, generation) = Recall(name);
        if (known is not null) return known;
        if (await store.FindAsync(hash, cancellation) is not { } found) return null;
        var caller = new ApiCaller(found.Id, found.Role);
        Remember(name, caller, generation);
        return caller;
    }

    /// <summary>Forgets every key: one was deleted.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _generation++;
            _remembered.Clear();
        }
    }

    private (ApiCaller? Caller, int Generation) Recall(string name)
    {
        lock (_gate)
        {
            var known = _remembered.TryGetValue(name, out var found) && time.GetElapsedTime(found.Since) < Life;
            return (known ? found.Caller : null, _generation);
        }
    }

    private void Remember(string name, ApiCaller caller, int generation)
    {
        lock (_gate)
        {
            if (generation != _generation) return; // Looked up before a deletion, perhaps of this very key.

            if (_remembered.Count >= RememberedMax) _remembered.Clear();
            _remembered[name] = new Remembered(caller, time.GetTimestamp());
        }
    }

    private readonly record struct Remembered(ApiCaller Caller, long Since);
}
