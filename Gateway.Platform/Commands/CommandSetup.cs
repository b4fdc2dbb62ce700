using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Platform.Commands;

/// <summary>The use cases of commands.</summary>
internal static class CommandSetup
{
    /// <summary>Beside these they need <c>PersonStore</c>, <c>CommandStore</c>, <c>DeviceStore</c> and <c>DeviceRegion</c>.</summary>
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.TryAddSingleton(new CommandLimits());
        return services.AddSingleton<CommandReader>().AddSingleton<CommandQueueing>().AddSingleton<CommandBatch>();
    }
}
