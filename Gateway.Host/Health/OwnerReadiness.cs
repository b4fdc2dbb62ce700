using Gateway.Host.Membership;
using Gateway.Platform.Rest.Health;

namespace Gateway.Host.Health;

/// <summary>The database is this node's, or its cluster's.</summary>
internal sealed class OwnerReadiness(DatabaseOwner owner) : IReadinessCheck
{
    public string Name => "owner";

    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult(owner.Fault ?? (owner.IsHeld ? null : "no member of a cluster that owns the database yet"));
}
