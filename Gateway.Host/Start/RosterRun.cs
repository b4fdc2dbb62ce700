using Gateway.Actors.Rosters;
using Gateway.Edge.Dialects;
using Gateway.Host.Configuration;

namespace Gateway.Host.Start;

/// <summary>Makes rosters true from this node, from when its listeners are open until it drains.</summary>
internal sealed class RosterRun(IServiceProvider services, GatewayOptions options, TimeProvider time, ILogger<RosterReconciler> log) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var zones = new DialectTable(options.Dialects);
        var limits = new RosterOptions
        {
            ZoneOf = dialect => zones.Of(dialect).TimeZone,
            Zones = [.. zones.All.Select(static dialect => dialect.TimeZone).DistinctBy(static zone => zone.Id)],
        };
        var reconciler = new RosterReconciler(
            services.GetRequiredService<IReconcileStore>(), services.GetRequiredService<Actors.Devices.DeviceRegion>(), services.GetRequiredService<RosterSignal>(),
            limits, time, log);
        _run = Task.Run(() => reconciler.RunAsync(_stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Before connections are drained: other nodes have the terminals that wait, and their commands.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();
}
