using Akka.Actor;
using Gateway.Actors.Devices;
using Gateway.Platform.Rest.Health;

namespace Gateway.Host.Health;

/// <summary>
/// The shard region of this node answers and belongs to a coordinator. Where the coordinator moves, by a drain or after the loss of a node, every node is without one for a
/// while and goes on serving the shards that it has: only one that never had one, or has not found one for longer than that takes, is not ready.
/// </summary>
internal sealed class RegionReadiness(DeviceRegion devices, TimeProvider time) : IReadinessCheck
{
    /// <summary>Twice the time that a lost node costs (docs/cluster.md, Lose a node).</summary>
    public static readonly TimeSpan WithoutCoordinatorMax = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(800);

    private readonly Lock _gate = new();
    private bool _hadOne;
    private long? _withoutSince;

    public string Name => "region";

    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        if (!await AnswersAsync(cancellation)) return "the shard region of this node does not answer";
        return Judge(await IsCoordinatedAsync(cancellation));
    }

    /// <summary>What it means that there is a coordinator now, or none.</summary>
    internal string? Judge(bool coordinated)
    {
        lock (_gate)
        {
            if (coordinated)
            {
                (_hadOne, _withoutSince) = (true, null);
                return null;
            }

            _withoutSince ??= time.GetTimestamp();
            var without = time.GetElapsedTime(_withoutSince.Value);
            return _hadOne && without <= WithoutCoordinatorMax ? null : $"no coordinator of shards for {without.TotalSeconds:0} s";
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await devices.CountAsync(AnswerWithin, cancellation);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    private async Task<bool> IsCoordinatedAsync(CancellationToken cancellation)
    {
        try
        {
            return await devices.IsCoordinatedAsync(AnswerWithin, cancellation);
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
