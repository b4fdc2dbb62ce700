using Gateway.Platform.Metrics;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Rest.Metrics;

/// <summary>For Prometheus; without credentials.</summary>
internal static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", ReadAsync).AllowAnonymous().WithTags("health").Produces<string>(200, "text/plain")
            .Describe("GetMetrics", "Metrics", "The text format of Prometheus. Every metric stands in the operators' guide.");

    private static async Task<IResult> ReadAsync(HttpContext http, MetricReader reader, IEnumerable<IMetricSource> sources)
    {
        await Task.WhenAll(sources.Select(static source => source.SampleAsync()));
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(PrometheusText.Of(reader), PrometheusText.ContentType);
    }
}
