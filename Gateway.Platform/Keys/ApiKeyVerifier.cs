using System.Security.Cryptography;
using Gateway.Storage.Keys;

namespace Gateway.Platform.Keys;

/// <summary>
/// Finds the holder of a key by the key's hash. All keys are held in memory for less than half a second (<see cref="ShortMemory{T}"/>): so a deleted one ends on every node, and
/// any number of wrong ones costs the database no more than a single right one.
/// </summary>
internal sealed class ApiKeyVerifier(AdminKey admin, ApiKeyStore store, TimeProvider time)
{
    /// <summary>Requests that may wait for the next reading; with more of them a key that another node has made within half a second is refused.</summary>
    private const int WaitingMax = 1000;

    private readonly ShortMemory<IReadOnlyDictionary<string, ApiKey>> _keys = new(store.AllAsync, time);

    private int _waiting;

    /// <summary>A key was made or deleted on this node.</summary>
    public event Action? Changed;

    /// <summary>The holder of <paramref name="key"/>; null when there is none.</summary>
    /// <inheritdoc cref="FindByHashAsync"/>
    public async ValueTask<ApiCaller?> FindAsync(string key, CancellationToken cancellation)
    {
        if (key.Length is 0 or > ApiKeySecret.LengthMax) return null;
        return await FindByHashAsync(ApiKeySecret.Hash(key), cancellation);
    }

    /// <summary>The holder of the key with this hash; null when there is none (any more).</summary>
    /// <param name="patient">For one that is not there it waits for the next reading: another node may have made it just now.</param>
    public async ValueTask<ApiCaller?> FindByHashAsync(byte[] hash, CancellationToken cancellation, bool patient = true)
    {
        if (CryptographicOperations.FixedTimeEquals(hash, admin.Hash.Span)) return ApiCaller.Admin;
        var (name, asked) = (Convert.ToHexString(hash), time.GetTimestamp());
        var found = (await _keys.GetAsync(cancellation)).GetValueOrDefault(name);
        if (found is null && patient && _waiting < WaitingMax)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                found = (await _keys.ReadSinceAsync(asked, cancellation)).GetValueOrDefault(name);
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        return found is null ? null : new ApiCaller(found.Id, found.Role);
    }

    /// <summary>Forgets every key: one was made or deleted.</summary>
    public void Forget()
    {
        _keys.Forget();
        Changed?.Invoke();
    }
}
