using Gateway.Actors.Load;
using Gateway.Platform.Alarms;
using Gateway.Platform.Metrics;
using Gateway.Platform.Nodes;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Rest.Metrics;

/// <summary>For Prometheus; without credentials.</summary>
internal static class MetricsEndpoints
{
    /// <summary>The services; the meters of this node are made at the first reading.</summary>
    public static IServiceCollection AddMetricsText(this IServiceCollection services) => services
        .AddSingleton<MetricScope>().AddSingleton<MetricReader>().AddSingleton<NodeMetrics>()
        .AddSingleton<Storage.Diagnostics.BacklogReader>().AddSingleton<NodeSampler>();

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", ReadAsync).AllowAnonymous().WithTags("health").Produces<string>(200, "text/plain")
            .Describe("GetMetrics", "Metrics", "The text format of Prometheus. Every metric stands in the operators' guide.");

    private static async Task<IResult> ReadAsync(HttpContext http, MetricReader reader, NodeMetrics node, AlarmMetrics alarms, NodeSampler sampler)
    {
        GC.KeepAlive((node, alarms)); // Injected so that their meters are there.
        await sampler.SampleAsync();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(PrometheusText.Of(reader), PrometheusText.ContentType);
    }
}
