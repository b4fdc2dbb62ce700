using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Audit;
using Gateway.Storage.Commands;
using Gateway.Storage.Devices;
using Microsoft.AspNetCore.Mvc;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Platform.Rest.Commands;

/// <summary>Commands of one device (D26).</summary>
internal static class CommandEndpoints
{
    private static readonly QueryParameter State = new("state", "Only commands in this state.") { OneOf = CommandText.States };
    private static readonly QueryParameter[] ListQuery = [State, QueryParameter.Limit, QueryParameter.Cursor];
    private static readonly TimeSpan RetryBusy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryFull = TimeSpan.FromMinutes(1);

    /// <param name="routes">The group <c>/api/v1</c>.</param>
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        routes.MapDeviceCommands();
        routes.MapBatches();
        routes.MapSiteCommands();
    }

    private static void MapDeviceCommands(this IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("/devices/{sn}/commands").WithTags("commands");
        commands.MapPost("", PostAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimits.LengthMax)).WithBody<CommandRequest>()
            .Problems(400, 404, 409, 413, 415, 429, 503).Produces<AcceptedCommandResponse>(202)
            .Describe("PostCommand", "Queue a command for a device",
                "Answered when it is durable. First in, first out; a newer push or deletion for the same user_id supersedes an older one that is still queued. "
                + "A disabled device's queue is filled all the same: its terminal gets the commands once it is enabled. After a 503 it is not known whether "
                + "the command is there: repeat the request with the same id.");
        commands.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400, 404).Produces<PageResponse<CommandResponse>>()
            .Describe("ListCommands", "List a device's commands",
                "In the order in which they were accepted, a second behind at most. Commands of a deleted device stay.");
        commands.MapGet("/{id}", GetAsync).Problems(400, 404, 503).Produces<CommandResponse>()
            .Describe("GetCommand", "A command of a device", "As its device's own queue has it: never behind what a POST answered.");
        commands.MapDelete("/{id}", CancelAsync).Problems(400, 404, 409, 503).Produces<CommandResponse>()
            .Describe("CancelCommand", "Cancel a command",
                "Only while it is queued: one that is in flight or has ended is a 409, and so is one of a roster: take the person out of that.");
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, CommandQueueing queueing, ILogger<CommandQueueing> log, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var sn = DeviceRules.Sn(RouteValues.Sn(http), errors);
        var request = await JsonBody.ReadAsync(http.Request, RestJson.Strict.CommandRequest, errors, cancellation);
        var command = request is null ? null : CommandRules.Check(request, "", errors);
        if (sn is null || command is null) return errors.ToProblem();
        var outcome = await queueing.QueueAsync(sn, command, RequestCaller.Of(http), cancellation);
        if (outcome.Status is not { } status) return Refused(sn, outcome, log);
        CommandLog.CommandAccepted(log, status.Command.Id, CommandText.Of(status.Command.Type), sn);
        http.Response.Headers.Location = $"/api/v1/devices/{Uri.EscapeDataString(sn)}/commands/{Uri.EscapeDataString(status.Command.Id)}";
        return TypedResults.Json(
            new AcceptedCommandResponse(status.Command.Id, CommandText.Of(status.State)), RestJson.Strict.AcceptedCommandResponse,
            statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ListAsync(HttpContext http, CommandStore store, DeviceStore devices, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, ListQuery);
        var sn = DeviceRules.Sn(RouteValues.Sn(http), query.Errors);
        var state = CommandText.ToState(query.Text(State));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (sn is null || query.Errors.Any) return query.Errors.ToProblem();
        var page = await store.ListAsync(sn, state, limit, cursor, cancellation);
        if (page.Items.Count == 0 && await devices.GetAsync(sn, cancellation) is null) return UnknownDevice(sn);
        var shown = ApiPolicies.SeesPersonal(http.User);
        var items = page.Items.Select(item => CommandResponse.Of(item.Sn, item.Status, shown)).ToArray();
        return TypedResults.Json(new PageResponse<CommandResponse>(items, page.NextCursor), RestJson.Strict.PageResponseCommandResponse);
    }

    private static async Task<IResult> GetAsync(HttpContext http, CommandReader reader, ILogger<CommandReader> log, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (DeviceRules.Sn(RouteValues.Sn(http), errors) is not { } sn) return errors.ToProblem();
        var id = RouteValues.Id(http);
        try
        {
            return await reader.GetAsync(sn, id, cancellation) is { } status
                ? TypedResults.Json(CommandResponse.Of(sn, status, ApiPolicies.SeesPersonal(http.User)), RestJson.Strict.CommandResponse)
                : UnknownCommand(sn, id);
        }
        catch (AskTimeoutException)
        {
            return Busy(sn, "What it has of the command is not known; try again.", log);
        }
    }

    private static async Task<IResult> CancelAsync(
        HttpContext http, CommandReader reader, DeviceRegion region, CommandStore store, AuditStore audit, CommandLimits limits, TimeProvider time,
        ILogger<CommandReader> log, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (DeviceRules.Sn(RouteValues.Sn(http), errors) is not { } sn) return errors.ToProblem();
        var id = RouteValues.Id(http);
        await audit.AddAsync(CommandAudit.Cancel(RequestCaller.Of(http), sn, id), cancellation);
        object answer;
        try
        {
            if (await reader.GetAsync(sn, id, cancellation) is { Command.Roster: { } roster })
                return new ProblemResult(ProblemKinds.RosterCommand, $"It is of the roster of site {roster.Site}; take the person out of that.");
            answer = await region.AskAsync<object>(new CancelCommand(sn, id, time.GetUtcNow()), limits.AskTimeout, cancellation);
        }
        catch (AskTimeoutException)
        {
            return Busy(sn, "It is not known whether the command was cancelled; try again.", log);
        }

        if (answer is CommandFound cancelled)
        {
            CommandLog.CommandCancelled(log, id, sn);
            return TypedResults.Json(CommandResponse.Of(sn, cancelled.Status, shown: true), RestJson.Strict.CommandResponse);
        }

        var status = (answer as CommandFinished)?.Status ?? await store.GetAsync(sn, id, cancellation);
        return status switch
        {
            null => UnknownCommand(sn, id),
            { State: CommandState.Queued or CommandState.InFlight } =>
                new ProblemResult(ProblemKinds.CommandInFlight, "It can no longer be taken back; its result will follow."),
            _ => new ProblemResult(ProblemKinds.CommandFinished, $"It is {CommandText.Of(status.State)}."),
        };
    }

    private static ProblemResult Refused(string sn, QueueingOutcome outcome, ILogger log)
    {
        var problem = outcome.Problem!;
        if (problem == ProblemKinds.DeviceUnknown) return UnknownDevice(sn);
        if (problem == ProblemKinds.DeviceTakesNoCommands) return new ProblemResult(problem, $"Device {sn} is an enrolment terminal.");
        if (problem == ProblemKinds.CommandConflict) return new ProblemResult(problem, $"Device {sn} has a command {outcome.Id} with other content.");
        if (problem == ProblemKinds.CommandQueueFull)
            return new ProblemResult(problem, "Nothing was queued; try again when the terminal has taken some.") { RetryAfter = RetryFull };

        return Busy(sn, $"It is not known whether the command is there; repeat the request with the id {outcome.Id}.", log);
    }

    private static ProblemResult Busy(string sn, string detail, ILogger log)
    {
        CommandLog.QueueSilent(log, sn);
        return new ProblemResult(ProblemKinds.DeviceBusy, detail) { RetryAfter = RetryBusy };
    }

    private static ProblemResult UnknownDevice(string sn) => new(ProblemKinds.DeviceUnknown, $"There is no device {sn}.");

    private static ProblemResult UnknownCommand(string sn, string id) => new(ProblemKinds.CommandUnknown, $"Device {sn} has no command {id}.");
}
