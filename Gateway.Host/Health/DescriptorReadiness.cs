using Gateway.Edge.Budgets;
using Gateway.Platform.Rest.Health;

namespace Gateway.Host.Health;

/// <summary>How many connections this process takes, and has. It is ready with all of them taken, too: those that it has are served.</summary>
internal sealed class DescriptorReadiness(ConnectionBudget budget) : IReadinessCheck
{
    public string Name => "descriptors";

    public string? Detail => budget.Descriptors is { } limit
        ? string.Create(CultureInfo.InvariantCulture, $"{budget.Open} of {budget.Max} connections; the process may have {limit} descriptors")
        : string.Create(CultureInfo.InvariantCulture, $"{budget.Open} connections; no limit of descriptors is known");

    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
}
