using System.Security.Claims;
using System.Text.Unicode;
using Gateway.Actors.Sessions;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Quarantine;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.Storage.Keys;

namespace Gateway.Platform.Rest.Quarantine;

/// <summary>Uploads that could not be read (D18, D27).</summary>
internal static class QuarantineEndpoints
{
    private static readonly QueryParameter Sn = new("sn", "Only uploads of this device.");
    private static readonly QueryParameter[] ListQuery = [Sn, QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapQuarantine(this IEndpointRouteBuilder routes)
    {
        var quarantine = routes.MapGroup("/quarantine").WithTags("quarantine");
        quarantine.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400).Produces<PageResponse<QuarantineResponse>>()
            .Describe("ListQuarantine", "List unreadable uploads",
                "Oldest first. The content is not shown to the role viewer. "
                + "A page may have fewer items than limit when their contents are large: only a null next_cursor is the end.");
        quarantine.MapDelete("/{id}", DeleteAsync).Problems(404).Produces(204)
            .Describe("DeleteQuarantine", "Delete an unreadable upload", "What was readable in it stays stored. The same upload again makes a new entry.");
    }

    private static async Task<IResult> ListAsync(
        HttpRequest request, ClaimsPrincipal user, QuarantineStore store, AuditStore audit, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var sn = query.Text(Sn);
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var shown = !user.IsInRole(ApiRoles.Text(ApiRole.Viewer));
        var page = await store.ListAsync(sn, limit, cursor, cancellation);
        if (shown && page.Items.Count > 0)
            await audit.AddReadingAsync(QuarantineAudit.Read(RequestCaller.Of(request.HttpContext), page.Items.Select(e => e.Sn)), cancellation);
        var items = page.Items.Select(e => Body(e, shown)).ToArray();
        return TypedResults.Json(new PageResponse<QuarantineResponse>(items, page.NextCursor), RestJson.Strict.PageResponseQuarantineResponse);
    }

    private static async Task<IResult> DeleteAsync(
        string id, HttpContext http, QuarantineStore store, AuditStore audit, ILogger<QuarantineResponse> log, CancellationToken cancellation)
    {
        await audit.AddAsync(QuarantineAudit.Delete(RequestCaller.Of(http), id), cancellation);
        if (!await store.DeleteAsync(id, cancellation)) return new ProblemResult(ProblemKinds.QuarantineUnknown, "There is no quarantine entry of this id.");
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
            content,
            !shown ? null : isText ? "utf-8" : "base64");
    }
}
