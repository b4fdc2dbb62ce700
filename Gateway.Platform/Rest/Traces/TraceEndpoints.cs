using Gateway.Actors.Traffic;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rest.Traces;

/// <summary>The frames of one terminal, live.</summary>
internal static class TraceEndpoints
{
    public static void MapTrace(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/devices/{sn}/trace", ReadAsync).WithTags("devices").WithQuery([]).Problems(400, 404, 503).Produces<string>(200, "text/event-stream")
            .Describe("TraceDevice", "Live frames of a terminal",
                "Server-sent events: first listening (with the connection that the device has now), then frame (both directions, decoded, names, ID numbers and photos masked) and "
                + "closed; dropped with a count when the listener is too slow. Socket connections of the node that is asked; connection.node of listening says which node has it.")
            .DisableRequestTimeout(); // It runs until the listener goes.

    private static async Task<IResult> ReadAsync(
        HttpContext http, DeviceReader devices, TracePlaces places, KeyWatch keys, TraceStream stream, AuditStore audit, IHostApplicationLifetime lifetime)
    {
        var query = new QueryReader(http.Request, []);
        if (DeviceRules.Sn(RouteValues.Sn(http), query.Errors) is not { } sn || query.Errors.Any) return query.Errors.ToProblem();
        if (await devices.GetLiveAsync(sn, http.RequestAborted) is not { } device)
            return new ProblemResult(ProblemKinds.DeviceUnknown, $"No device has the SN {sn}.");

        var caller = BearerHandler.Caller(http.User);
        if (places.Listen(caller, sn) is not { } listener)
        {
            return new ProblemResult(ProblemKinds.TraceListenersExhausted, $"This key has its share of the {TraceListeners.ListenersMax} traces that may run on this node.")
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            };
        }

        try
        {
            await audit.AddReadingAsync(DeviceAudit.Read(RequestCaller.Of(http), AuditActions.TraceRead, sn), http.RequestAborted);
            using var key = keys.Hold(BearerHandler.Presented(http.Request)!);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, key.Ended);
            await stream.RunAsync(http, listener, device, ended.Token);
            return Results.Empty;
        }
        finally
        {
            places.Leave(caller, listener);
        }
    }
}
