namespace Gateway.Edge.Traffic;

/// <summary>The frame recorder of a node.</summary>
internal static class RecorderSetup
{
    public static IServiceCollection AddFrameRecorder(this IServiceCollection services) => services
        .AddSingleton<FrameRecorder>().AddSingleton<RecorderMetrics>().AddSingleton<FrameRecorderLoop>()
        .AddHostedService(static provider => provider.GetRequiredService<FrameRecorderLoop>());
}
