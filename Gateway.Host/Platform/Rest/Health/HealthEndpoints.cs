using Gateway.Platform.Json;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Rest.Health;

/// <summary>For orchestrators and load balancers; without credentials.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("health");
        health.MapGet("/live", () => TypedResults.Json(new LiveBody("live"), RestJson.Strict.LiveBody)).Produces<LiveBody>()
            .Describe("GetLive", "Whether the process lives", "Restart it when this does not answer.");
        health.MapGet("/ready", ReadyAsync).Produces<ReadyBody>(200).Produces<ReadyBody>(503)
            .Describe("GetReady", "Whether this node can serve", "Send it no traffic while this is 503; the checks say why.");
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext http, IEnumerable<IReadinessCheck> checks, RestLimits limits, ILogger<ReadyBody> log, CancellationToken cancellation)
    {
        var results = await Task.WhenAll(checks.Select(c => RunAsync(c, limits.ReadinessTimeout, log, cancellation)));
        var ready = results.All(r => r.Ok);
        http.Response.Headers.CacheControl = "no-store";
        var body = new ReadyBody(ready ? "ready" : "not-ready", results);
        return TypedResults.Json(body, RestJson.Strict.ReadyBody, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<CheckBody> RunAsync(IReadinessCheck check, TimeSpan timeout, ILogger log, CancellationToken cancellation)
    {
        try
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            late.CancelAfter(timeout);
            var reason = await Task.Run(() => check.CheckAsync(late.Token), late.Token).WaitAsync(timeout, cancellation);
            return new CheckBody(check.Name, reason is null, reason);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            var reason = e is TimeoutException or OperationCanceledException ? $"no answer within {timeout.TotalSeconds:0.#} s" : "failed; see the log";
            RestLog.CheckFailed(log, e, check.Name, reason);
            return new CheckBody(check.Name, false, reason);
        }
    }
}
