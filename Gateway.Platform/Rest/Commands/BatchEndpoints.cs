using Gateway.Platform.Commands;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Commands;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Platform.Rest.Commands;

/// <summary>Commands to many devices, and commands by their id alone.</summary>
internal static class BatchEndpoints
{
    public static void MapBatches(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/commands", PostAsync).Sheddable().WithTags("commands").WithMetadata(new RequestSizeLimitAttribute(CommandLimits.LengthMax))
            .WithBody<BatchRequest>().Problems(400, 413, 415).Produces<AcceptedBatchResponse>(202)
            .Describe("PostBatch", "Queue a command for many devices",
                "Answered when every target has been asked: accepted ones are durable. A photo is stored once. Without an id in the command, every device's "
                + "command gets an id of its own. With one, the request can be repeated: the same request is the same batch. Targets that are nobody are a 400, targets-empty.")
            .WithRequestTimeout(RestLimits.BatchTimeMax);
        routes.MapGet("/commands/{id}", GetCommandAsync).WithTags("commands").Problems(404, 409).Produces<CommandResponse>()
            .Describe("FindCommand", "A command by its id alone",
                "At most a second behind. An id is unique per device: when several devices have it, the answer is 409 and names some of them.");
        routes.MapGet("/batches/{id}", GetBatchAsync).WithTags("commands").Problems(404).Produces<BatchResponse>()
            .Describe("GetBatch", "A batch and its commands by state", "At most a second behind.");
    }

    private static async Task<IResult> PostAsync(HttpContext http, CommandBatch batch, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var request = await JsonBody.ReadAsync(http.Request, RestJson.Strict.BatchRequest, errors, cancellation);
        if (request is null) return errors.ToProblem();
        CommandRules.CheckTargets(request.Targets, errors);
        if (request.Command is null) errors.Add("command", ProblemKinds.CommandIncomplete, "is needed");
        var command = request.Command is null ? null : CommandRules.Check(request.Command, "command.", errors);
        if (command is null || errors.Any) return errors.ToProblem();
        var accepted = await batch.RunAsync(request.Targets!, command, RequestCaller.Of(http));
        if (accepted is null) return new ProblemResult(ProblemKinds.TargetsEmpty, $"targets: {CommandTargets.Nobody}.");
        return TypedResults.Json(accepted, RestJson.Strict.AcceptedBatchResponse, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GetCommandAsync(HttpContext http, CommandStore store, CancellationToken cancellation)
    {
        const int NamedMax = 5;
        var id = RouteValues.Id(http);
        var found = await store.FindAsync(id, NamedMax, cancellation);
        return found.Count switch
        {
            0 => new ProblemResult(ProblemKinds.CommandUnknown, $"There is no command {id}."),
            1 => TypedResults.Json(CommandResponse.Of(found[0].Sn, found[0].Status, ApiPolicies.SeesPersonal(http.User)), RestJson.Strict.CommandResponse),
            _ => new ProblemResult(
                ProblemKinds.CommandIdAmbiguous,
                $"Devices {string.Join(", ", found.Select(command => command.Sn))} have one, and perhaps others; ask for it by SN and id."),
        };
    }

    private static async Task<IResult> GetBatchAsync(HttpContext http, CommandStore store, CancellationToken cancellation)
    {
        var id = RouteValues.Id(http);
        return await store.GetBatchAsync(id, cancellation) is { } batch
            ? TypedResults.Json(BatchResponse.Of(batch), RestJson.Strict.BatchResponse)
            : new ProblemResult(ProblemKinds.BatchUnknown, $"There is no batch {id}.");
    }
}
