using Gateway.Platform.Rest.Commands;

namespace Gateway.Platform.Commands;

/// <summary>Puts the routes of commands together.</summary>
internal static class CommandSetup
{
    /// <summary>Beside these they need <c>PersonStore</c>, <c>CommandStore</c>, <c>DeviceStore</c> and <c>DeviceRegion</c>.</summary>
    public static IServiceCollection AddCommands(this IServiceCollection services) =>
        services.AddSingleton<CommandReader>().AddSingleton<CommandIntake>().AddSingleton<CommandSubmission>().AddSingleton<CommandBatch>();

    /// <param name="api">The group <c>/api/v1</c>.</param>
    public static void MapCommands(this IEndpointRouteBuilder api)
    {
        api.MapDeviceCommands();
        api.MapBatches();
    }
}
