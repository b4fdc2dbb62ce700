using Akka.Actor;
using Gateway.Platform.Devices;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Devices;
using Gateway.Storage.Presence;

namespace Gateway.Platform.Rest.Devices;

/// <summary>Provisioning of terminals, and their state.</summary>
internal static class DeviceEndpoints
{
    private static readonly QueryParameter Status = new("status", "Only devices of this status.") { OneOf = ["online", "offline", "never", "disabled"] };
    private static readonly QueryParameter Site = new("site", "Only devices of this construction site.");
    private static readonly QueryParameter Tag = new("tag", "Only devices with this tag.");
    private static readonly QueryParameter Query = new("q", "Only devices with this text in SN or name, letter case ignored.");
    private static readonly QueryParameter[] ListQuery = [Status, Site, Tag, Query, QueryParameter.Limit, QueryParameter.Cursor];

    private static readonly string[] Columns = [.. RestJson.Strict.DeviceResponse.Properties.Select(static property => property.Name)];

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/devices").WithTags("devices");
        devices.MapPut("/{sn}", PutAsync).WithBody<PutDeviceRequest>().Problems(400, 409, 413, 415).Produces<DeviceResponse>(200).Produces<DeviceResponse>(201)
            .Describe("PutDevice", "Create or change a device",
                "Fields that are absent stay as they are. A new key, enabled=false or fewer transports close the live connection; so does, at its next frame, "
                + "a list of allowed addresses without the one it comes from. "
                + "The SN is 1 to 16 printable ASCII characters. A move to another managed site that would remove more than a fifth of the persons of rosters, and more than "
                + "ten, is a 409 with their number in removed; send that as confirm_removals.");
        devices.MapGet("/{sn}", GetAsync).Problems(400, 404).Produces<DeviceResponse>()
            .Describe("GetDevice", "A device and its live state",
                "Asks the device's actor; when it does not answer in two seconds, live is false and the stored state is shown.");
        devices.MapDelete("/{sn}", DeleteAsync).Problems(400, 404, 503).Produces(204)
            .Describe("DeleteDevice", "Decommission a device", "Its connection is closed and its queue cancelled; its records stay.");
        devices.MapDelete("/{sn}/habits", ForgetAsync).Problems(400, 404, 503).Produces(204)
            .Describe("ForgetDeviceHabits", "Forget what was learned of a terminal", "It is learned anew. Its commands and their outcomes stay.");
        devices.MapGet("/{sn}/connections", ConnectionsAsync).Problems(400).Produces<ConnectionsResponse>()
            .Describe("ListDeviceConnections", "How a device came and went", "Its last 100 connects and disconnects, the latest first, a second behind at most.");
        devices.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400)
            .Produces<PageResponse<DeviceResponse>>(200, "application/json", CsvExports.MediaType)
            .Describe("ListDevices", "List devices", "Ordered by SN, as stored: a second behind at most, without queue and counters. " + CsvExports.Description);
    }

    private static async Task<IResult> PutAsync(
        HttpContext http,
        DeviceRules rules,
        DeviceProvisioning provisioning,
        DeviceReader reader,
        DeviceStore store,
        ILogger<DeviceProvisioning> log,
        CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var sn = DeviceRules.Sn(RouteValues.Sn(http), errors);
        var request = await JsonBody.ReadAsync(http.Request, RestJson.Strict.PutDeviceRequest, errors, cancellation);
        var change = request is null ? null : rules.Check(sn ?? "", request, errors);
        if (change is null) return errors.ToProblem();
        var result = (await provisioning.PutAsync([change], RequestCaller.Of(http), cancellation))[0];
        if (result is not (PutResult.Created or PutResult.Updated)) return await RefusedAsync(result, change, store, errors, cancellation);
        var created = result == PutResult.Created;
        if (created) DeviceLog.DeviceCreated(log, change.Sn);
        else DeviceLog.DeviceUpdated(log, change.Sn);
        if (await reader.GetStoredAsync(change.Sn, cancellation) is not { } body) return Unknown(change.Sn); // Deleted in between.

        if (created) http.Response.Headers.Location = "/api/v1/devices/" + Uri.EscapeDataString(change.Sn);
        return TypedResults.Json(body, RestJson.Strict.DeviceResponse, statusCode: created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> RefusedAsync(PutResult result, DeviceChange change, DeviceStore store, FieldErrors errors, CancellationToken cancellation)
    {
        switch (result)
        {
            case PutResult.Incomplete:
                DeviceRules.AddMissing(change, errors);
                return errors.ToProblem();
            case PutResult.CertifyingWithSite:
                DeviceRules.AddCertifyingWithSite(errors);
                return errors.ToProblem();
            case PutResult.ReplacesUnknown or PutResult.ReplacesOtherKind:
                DeviceRules.AddReplacesFault(result, errors);
                return errors.ToProblem();
            case PutResult.ReplacedAlready:
                return new ProblemResult(ProblemKinds.DeviceReplacedAlready, $"Device {change.Replaces} was replaced by another.");
            default:
                var former = change.Replaces is { } sn ? (await store.GetAsync(sn, cancellation))?.Device : null;
                var site = string.IsNullOrEmpty(change.Site) ? former?.Site : change.Site;
                var removed = await store.CountRemovalsAsync(change.Sn, site ?? "", change.Tags ?? former?.Tags, cancellation);
                return new ProblemResult(ProblemKinds.RosterRemovalsUnconfirmed, $"{removed} persons would be removed from the terminal; send confirm_removals: {removed}.")
                {
                    Numbers = [new("removed", removed)],
                };
        }
    }

    private static async Task<IResult> GetAsync(HttpContext http, DeviceReader reader, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (DeviceRules.Sn(RouteValues.Sn(http), errors) is not { } sn) return errors.ToProblem();
        return await reader.GetLiveAsync(sn, cancellation) is { } body ? TypedResults.Json(body, RestJson.Strict.DeviceResponse) : Unknown(sn);
    }

    private static async Task<IResult> ConnectionsAsync(HttpContext http, PresenceStore store, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (DeviceRules.Sn(RouteValues.Sn(http), errors) is not { } sn) return errors.ToProblem();
        var changes = await store.ConnectionsAsync(sn, cancellation);
        var items = changes.Select(static c => new ConnectionChangeResponse(c.At.ToUniversalTime(), c.Online ? "online" : "offline", c.Transport, c.Remote, c.Node, c.Reason));
        return TypedResults.Json(new ConnectionsResponse([.. items]), RestJson.Strict.ConnectionsResponse);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http,
        DeviceProvisioning provisioning,
        TimeProvider time,
        DeviceLimits limits,
        ILogger<DeviceProvisioning> log,
        CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (DeviceRules.Sn(RouteValues.Sn(http), errors) is not { } sn) return errors.ToProblem();
        try
        {
            if (await provisioning.DeleteAsync(sn, RequestCaller.Of(http), time.GetUtcNow(), limits.DecommissionTimeout, cancellation) is not { } cancelled) return Unknown(sn);
            DeviceLog.DeviceDeleted(log, sn, cancelled);
            return TypedResults.NoContent();
        }
        catch (AskTimeoutException)
        {
            DeviceLog.DeviceBusy(log, sn);
            return Busy("Its queue could not be cancelled, so the device was not deleted; try again.");
        }
    }

    private static async Task<IResult> ForgetAsync(
        HttpContext http,
        DeviceProvisioning provisioning,
        TimeProvider time,
        DeviceLimits limits,
        ILogger<DeviceProvisioning> log,
        CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (DeviceRules.Sn(RouteValues.Sn(http), errors) is not { } sn) return errors.ToProblem();
        try
        {
            return await provisioning.ForgetHabitsAsync(sn, RequestCaller.Of(http), time.GetUtcNow(), limits.DecommissionTimeout, cancellation)
                ? TypedResults.NoContent()
                : Unknown(sn);
        }
        catch (AskTimeoutException)
        {
            DeviceLog.DeviceBusy(log, sn);
            return Busy("Its actor did not answer, so nothing was forgotten; try again.");
        }
    }

    private static ProblemResult Busy(string what) => new(ProblemKinds.DeviceBusy, what) { RetryAfter = TimeSpan.FromSeconds(5) };

    private static async Task<IResult> ListAsync(HttpRequest request, DeviceStore store, CsvExports exports, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var filter = new DeviceFilter(query.Text(Status), query.Text(Site), query.Text(Tag), query.Text(Query));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        if (CsvExports.IsWanted(request))
        {
            return exports.Of(
                Columns, cursor, (next, token) => store.ListAsync(filter, CsvExports.PageLength, next, token),
                static (writer, row) => JsonSerializer.Serialize(writer, DeviceReader.Body(row, live: null), RestJson.Strict.DeviceResponse));
        }

        var page = await store.ListAsync(filter, limit, cursor, cancellation);
        var items = page.Items.Select(row => DeviceReader.Body(row, live: null)).ToArray();
        return TypedResults.Json(new PageResponse<DeviceResponse>(items, page.NextCursor), RestJson.Strict.PageResponseDeviceResponse);
    }

    private static ProblemResult Unknown(string sn) => new(ProblemKinds.DeviceUnknown, $"There is no device {sn}.");
}
