using System.Security.Claims;
using System.Text.Unicode;
using Gateway.Actors.Sessions;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Quarantine;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.Storage.Keys;
using Gateway.Storage.Sites;

namespace Gateway.Platform.Rest.Quarantine;

/// <summary>Uploads that could not be read (D18, D27).</summary>
internal static class QuarantineEndpoints
{
    private static readonly QueryParameter Sn = new("sn", "Only uploads of this device.");
    private static readonly QueryParameter Site = new("site", "Only uploads of devices that stand at this construction site now.");
    private static readonly QueryParameter[] ListQuery = [Sn, Site, QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapQuarantine(this IEndpointRouteBuilder routes)
    {
        var quarantine = routes.MapGroup("/quarantine").WithTags("quarantine");
        quarantine.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400).Produces<PageResponse<QuarantineResponse>>()
            .Describe("ListQuarantine", "List unreadable uploads",
                "Oldest first. The content is not shown to the role viewer. "
                + "A page may have fewer items than limit when their contents are large: only a null next_cursor is the end.");
        quarantine.MapDelete("/{id}", DeleteAsync).Problems(404, 409).Produces(204)
            .Describe("DeleteQuarantine", "Delete an unreadable upload",
                "What was readable in it stays stored. The same upload again makes a new entry. 409 legal-hold while the site of its terminal is on hold.");
        quarantine.MapPost("/{id}/read-again", ReadAgainAsync).Problems(404).Produces<ReadAgainResponse>()
            .Describe("ReadQuarantineAgain", "Read an unreadable upload again",
                "After its device's key was put right: its records are taken in as if they had just come, and it leaves the quarantine in the same transaction.");
        quarantine.MapPost("/{id}/diagnose", DiagnoseAsync).Problems(404).Produces<DiagnosisResponse>()
            .Describe("DiagnoseQuarantine", "Look for the key of an unreadable upload",
                "Tries the keys of all devices, paced; the one that gives JSON is named in the entry. Nothing is taken in by it.");
        routes.MapPost("/devices/{sn}/quarantine/read-again", ReadAllAgainAsync).WithTags("quarantine").Problems(400, 404).Produces<ReadAgainResponse>()
            .Describe("ReadDeviceQuarantineAgain", "Read all unreadable uploads of a device again",
                "As for one, the oldest first, one after another. After 15 seconds nothing new is begun: as long as left is not 0, ask again.");
    }

    private static async Task<IResult> ReadAgainAsync(string id, HttpContext http, QuarantineReading reading, ILogger<QuarantineResponse> log, CancellationToken cancellation)
    {
        if (await reading.ReadAgainAsync(id, RequestCaller.Of(http), cancellation) is not { } answer) return Unknown();
        RestLog.QuarantineReadAgain(log, answer.Read, answer.StillUnreadable, answer.Left);
        return TypedResults.Json(answer, RestJson.Strict.ReadAgainResponse);
    }

    private static async Task<IResult> ReadAllAgainAsync(HttpContext http, QuarantineReading reading, ILogger<QuarantineResponse> log, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (DeviceRules.Sn(RouteValues.Sn(http), errors) is not { } sn) return errors.ToProblem();
        if (await reading.ReadAgainAllAsync(sn, RequestCaller.Of(http), cancellation) is not { } answer)
            return new ProblemResult(ProblemKinds.DeviceUnknown, $"There is no device {sn}.");
        RestLog.QuarantineReadAgain(log, answer.Read, answer.StillUnreadable, answer.Left);
        return TypedResults.Json(answer, RestJson.Strict.ReadAgainResponse);
    }

    private static async Task<IResult> DiagnoseAsync(string id, HttpContext http, QuarantineReading reading, CancellationToken cancellation) =>
        await reading.DiagnoseAsync(id, RequestCaller.Of(http), cancellation) is { } answer
            ? TypedResults.Json(answer, RestJson.Strict.DiagnosisResponse)
            : Unknown();

    private static ProblemResult Unknown() => new(ProblemKinds.QuarantineUnknown, "There is no quarantine entry of this id.");

    private static async Task<IResult> ListAsync(
        HttpRequest request, ClaimsPrincipal user, QuarantineStore store, AuditStore audit, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var (sn, site) = (query.Text(Sn), query.Text(Site));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var shown = !user.IsInRole(ApiRoles.Text(ApiRole.Viewer));
        var page = await store.ListAsync(sn, site, limit, cursor, cancellation);
        if (shown && page.Items.Count > 0)
            await audit.AddReadingAsync(QuarantineAudit.Read(RequestCaller.Of(request.HttpContext), page.Items.Select(e => e.Sn)), cancellation);
        var items = page.Items.Select(e => Body(e, shown)).ToArray();
        return TypedResults.Json(new PageResponse<QuarantineResponse>(items, page.NextCursor), RestJson.Strict.PageResponseQuarantineResponse);
    }

    private static async Task<IResult> DeleteAsync(
        string id, HttpContext http, QuarantineStore store, AuditStore audit, ILogger<QuarantineResponse> log, CancellationToken cancellation)
    {
        await audit.AddAsync(QuarantineAudit.Delete(RequestCaller.Of(http), id), cancellation);
        var deletion = await store.DeleteAsync(id, cancellation);
        if (deletion == Deletion.Unknown) return Unknown();
        if (deletion == Deletion.OnHold) return new ProblemResult(ProblemKinds.LegalHold, "The site of its terminal is on legal hold: nothing of it is deleted.");
        RestLog.QuarantineDeleted(log, id);
        return TypedResults.NoContent();
    }

    private static QuarantineResponse Body(QuarantineEntry entry, bool shown)
    {
        var isText = Utf8.IsValid(entry.Content.Span);
        var content = !shown ? null : isText ? Encoding.UTF8.GetString(entry.Content.Span) : Convert.ToBase64String(entry.Content.Span);
        return new QuarantineResponse(
            entry.Id,
            entry.Sn,
            entry.Transport == Transport.Socket ? "socket" : "http",
            entry.FirstAt,
            entry.LastAt,
            entry.Tries,
            entry.Reason,
            entry.BadRecords,
            entry.GoodRecordsStored,
            entry.Diagnosis,
            entry.DiagnosisDetail,
            content,
            !shown ? null : isText ? "utf-8" : "base64");
    }
}
