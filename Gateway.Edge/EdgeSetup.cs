using Gateway.Actors.Quarantine;
using Gateway.Edge.Budgets;
using Gateway.Edge.DeviceHttp;
using Gateway.Edge.Dialects;
using Gateway.Edge.Keys;
using Gateway.Edge.Tcp;
using Gateway.Edge.Traffic;
using Gateway.Edge.Uploads;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge;

/// <summary>Puts together what terminals touch: both doors, the intake of their uploads, and what watches and records their frames.</summary>
internal static class EdgeSetup
{
    /// <summary>
    /// The services. They need those of Gateway.Storage and, of the node, its identity, the way to the devices, the attendance log, the load gauge, the signal of the outbox and a
    /// clock;
    /// and <see cref="LaneStart.Start"/> is to be called once the DeviceActors can be reached.
    /// </summary>
    public static IServiceCollection AddEdge(
        this IServiceCollection services, TcpOptions tcp, RecorderOptions recorder, IReadOnlyDictionary<string, Dialect> dialects) => services
        .AddSingleton(static provider => new ConnectionBudget(DescriptorLimit.Read(), provider.GetRequiredService<ILogger<ConnectionBudget>>()))
        .AddSingleton<IConnectionListenerFactory, BudgetedTransport>() // The last that is registered counts.
        .AddSingleton(new DialectTable(dialects)).AddHostedService<DialectNotes>().AddSingleton<UploadIntake>().AddSingleton<HandOutBudget>().AddSingleton<UnprovedBudget>()
        .AddSingleton<UploadHabit>().AddSingleton<IQuarantineReader, QuarantineReader>()
        .AddTraffic(recorder).AddTcp(tcp).AddDeviceHttp();
}
