using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Rest.Health;

/// <summary>For orchestrators and load balancers; without credentials.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("health");
        health.MapGet("/live", () => TypedResults.Json(new LiveResponse("live"), RestJson.Strict.LiveResponse)).Produces<LiveResponse>()
            .Describe("GetLive", "Whether the process lives", "Restart it when this does not answer.");
        health.MapGet("/ready", ReadyAsync).Produces<ReadyResponse>(200).Produces<ReadyResponse>(503)
            .Describe("GetReady", "Whether this node can serve", "Send it no traffic while this is 503; the checks say why.");
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext http, IEnumerable<IReadinessCheck> checks, RestLimits limits, ILogger<ReadyResponse> log, CancellationToken cancellation)
    {
        var results = await Task.WhenAll(checks.Select(c => RunAsync(c, limits.ReadinessTimeout, log, cancellation)));
        var ready = results.All(r => r.Ok);
        http.Response.Headers.CacheControl = "no-store";
        var body = new ReadyResponse(ready ? "ready" : "not-ready", results);
        return TypedResults.Json(body, RestJson.Strict.ReadyResponse, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<CheckResponse> RunAsync(IReadinessCheck check, TimeSpan timeout, ILogger log, CancellationToken cancellation)
    {
        try
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            late.CancelAfter(timeout);
            var reason = await Task.Run(() => check.CheckAsync(late.Token), late.Token).WaitAsync(timeout, cancellation);
            return new CheckResponse(check.Name, reason is null, reason, check.Detail);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var reason = e is TimeoutException or OperationCanceledException ? $"no answer within {timeout.TotalSeconds:0.#} s" : "failed; see the log";
            RestLog.CheckFailed(log, e, check.Name, reason);
            return new CheckResponse(check.Name, false, reason);
        }
    }
}
