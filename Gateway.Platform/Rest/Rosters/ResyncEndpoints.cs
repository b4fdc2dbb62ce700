using Gateway.Codec.Bodies;
using Gateway.Platform.Devices;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Platform.Rosters;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rest.Rosters;

/// <summary>A terminal's persons, given to it again.</summary>
internal static class ResyncEndpoints
{
    public static void MapResync(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/devices/{sn}/roster/resync", PostAsync).WithTags("rosters").WithBody<ResyncRequest>().Problems(400, 404, 413, 415).Produces<ResyncResponse>(202)
            .Describe("ResyncRoster", "Give a terminal its roster again",
                "For one that may have been reset, which this protocol cannot show: what it reported of its persons, and whom it refused, is forgotten, and who should be on it is "
                + "pushed again. Open removals stay. What was handed out before ends its commands and says nothing of the list.");

    private static async Task<IResult> PostAsync(HttpContext http, RosterResync resync, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var sn = DeviceRules.Sn(RouteValues.Sn(http), errors);
        var request = await JsonBody.ReadAsync(http.Request, RestJson.Strict.ResyncRequest, errors, cancellation);
        if (request is not null && (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > AuditStore.ReasonLengthMax || VisibleText.HasHidden(request.Reason)))
            errors.Add("reason", ProblemKinds.ReasonInvalid, $"must have 1 to {AuditStore.ReasonLengthMax} characters, all of which can be seen");
        if (sn is null || request is null || errors.Any) return errors.ToProblem();
        return await resync.RunAsync(sn, RequestCaller.Of(http) with { Reason = request.Reason }, cancellation) is { } forgotten
            ? TypedResults.Json(new ResyncResponse(forgotten), RestJson.Strict.ResyncResponse, statusCode: StatusCodes.Status202Accepted)
            : new ProblemResult(ProblemKinds.DeviceUnknown, $"There is no device {sn}.");
    }
}
