using Gateway.Actors.Load;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;

namespace Gateway.Platform.Rest.Requests;

/// <summary>Routes that are answered 503 while this node is overloaded: those that read or write much, and whose caller can come back.</summary>
internal static class Shedding
{
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(5);

    /// <summary>Makes a route one of them. Where there is no <see cref="LoadGauge"/> it is always served.</summary>
    public static RouteHandlerBuilder Sheddable(this RouteHandlerBuilder route) =>
        route.WithMetadata(new SheddableMetadata()).AddEndpointFilter(ServeUnlessOverloadedAsync);

    private static ValueTask<object?> ServeUnlessOverloadedAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.RequestServices.GetService<LoadGauge>() is not { Level: LoadLevel.Overloaded }) return next(context);
        LoadMetrics.RequestShed();
        return ValueTask.FromResult<object?>(
            new ProblemResult(ProblemKinds.GatewayOverloaded, "The uploads of terminals go first. Nothing was done; the feed and single commands are served.")
            {
                RetryAfter = ComeBackAfter
            });
    }
}
