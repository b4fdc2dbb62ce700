namespace Gateway.Storage.Keys;

/// <summary>What an API key may do (contract).</summary>
public enum ApiRole
{
    Viewer,
    Platform,
    Admin,
}

/// <summary>An API key without its secret.</summary>
public sealed record ApiKey(string Id, string Name, ApiRole Role, DateTimeOffset CreatedAt);

/// <summary>The table <c>api_keys</c>: only SHA-256 hashes of the keys.</summary>
public sealed class ApiKeyStore(Database database, TimeProvider time)
{
    public Task<ApiKey> AddAsync(string name, ApiRole role, ReadOnlyMemory<byte> hash, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<ApiKey?> FindAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<Page<ApiKey>> ListAsync(int limit, string? cursor, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<bool> DeleteAsync(string id, CancellationToken cancellation) => throw new NotImplementedException();
}
