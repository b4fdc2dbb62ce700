using LinqToDB.Data;

namespace Gateway.Storage;

/// <summary>The one way to the database: reads anywhere, writes one transaction at a time on SQLite.</summary>
public sealed class Database : IAsyncDisposable
{
    public Database(StorageOptions options) => throw new NotImplementedException();

    /// <summary>Brings the schema up to date. Throws <see cref="StorageUnusableException"/> with one line for people when the database cannot be used.</summary>
    public Task MigrateAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Answers when the database does (readiness).</summary>
    public Task PingAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Runs a read on a connection of its own.</summary>
    public Task<T> ReadAsync<T>(Func<DataConnection, CancellationToken, Task<T>> read, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Runs <paramref name="write"/> in one transaction and commits it; on SQLite one at a time, on a thread of its own (its calls block).</summary>
    public Task<T> WriteAsync<T>(Func<DataConnection, CancellationToken, Task<T>> write, CancellationToken cancellation) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
