using Gateway.Actors.Jobs;
using Gateway.Actors.Time;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Platform.Jobs;

/// <summary>The use cases of jobs.</summary>
internal static class JobSetup
{
    /// <summary>Beside these they need those of commands, <c>JobStore</c> and <c>JobRunStore</c>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(new JobLimits());
        services.TryAddSingleton(GatewayZone.Standard);
        services.TryAddSingleton<JobSignal>();
        return services.AddSingleton<JobMaking>().AddSingleton<JobChanges>().AddSingleton<JobSteps>().AddSingleton<JobRunner>();
    }
}
