namespace Gateway.Platform.Rest.Health;

/// <summary>One condition of readiness. The node is ready when all hold.</summary>
public interface IReadinessCheck
{
    /// <summary>Short, for people and monitors; frozen.</summary>
    string Name { get; }

    /// <summary>
    /// Null when it holds, else why not, in one line without secrets. May throw, and may be cancelled when it takes too long: both count as not ready.
    /// </summary>
    Task<string?> CheckAsync(CancellationToken cancellation);

    /// <summary>What people may want to know besides, in one line without secrets; null when nothing.</summary>
    string? Detail => null;
}
