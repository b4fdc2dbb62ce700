using Gateway.Actors.Traffic;

namespace Gateway.Edge.Traffic;

/// <summary>Puts together what watches and records the frames of this node.</summary>
internal static class TrafficSetup
{
    public static IServiceCollection AddTraffic(this IServiceCollection services, RecorderOptions options) => services
        .AddSingleton(options).AddSingleton<TraceListeners>().AddSingleton<TrafficObserver>().AddSingleton<FrameRecorder>().AddSingleton<FrameRecorderLoop>()
        .AddSingleton<IFrameRecording>(static provider => provider.GetRequiredService<FrameRecorderLoop>())
        .AddHostedService(static provider => provider.GetRequiredService<FrameRecorderLoop>());
}
