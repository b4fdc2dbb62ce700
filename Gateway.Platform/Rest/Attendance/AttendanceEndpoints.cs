using System.Security.Claims;
using Gateway.Actors.Attendance;
using Gateway.Actors.Privacy;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Attendance;

namespace Gateway.Platform.Rest.Attendance;

/// <summary>The recognition records (识别结果).</summary>
internal static class AttendanceEndpoints
{
    private static readonly QueryParameter Sn = new("sn", "Only records of this device.");
    private static readonly QueryParameter UserId = new("user_id", "Only records of this person.");
    private static readonly QueryParameter Site = new("site", "Only records made at this construction site.");
    private static readonly QueryParameter From = new("from", "Only records recognised at this time or later.") { IsTime = true };
    private static readonly QueryParameter To = new("to", "Only records recognised before this time.") { IsTime = true };
    private static readonly QueryParameter[] ListQuery = [Sn, UserId, Site, From, To, QueryParameter.Limit, QueryParameter.Cursor];

    private static readonly string[] Columns = ["id", "sn", "user_id", "recog_time", "received_at", "transport", "clock_suspect", "extra"];

    public static void MapAttendance(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/attendance", ListAsync).Sheddable().WithTags("attendance").WithQuery(ListQuery).Problems(400)
            .Produces<PageResponse<AttendanceItem>>(200, "application/json", CsvExports.MediaType)
            .Describe("ListAttendance", "List attendance records",
                "Oldest first, by recog_time and then id. To follow what comes in, use the feed: a record may arrive late. The times of a dead clock are kept as they came, "
                + "and marked clock_suspect. The role viewer sees a terminal's own fields (extra) "
                + "masked, but for those of Gateway:Privacy:ClearFields, and an ID number as user_id too. "
                + CsvExports.Description);

    private static async Task<IResult> ListAsync(
        HttpRequest request, ClaimsPrincipal user, AttendanceStore store, ClearFields clear, CsvExports exports, CancellationToken cancellation)
    {
        var shown = ApiPolicies.SeesPersonal(user);
        var query = new QueryReader(request, ListQuery);
        var filter = new AttendanceFilter(query.Text(Sn), query.Text(UserId), query.Text(Site), query.Time(From), query.Time(To));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (filter.From > filter.To) query.Errors.Add(From.Name, ProblemKinds.ParameterInvalid, "must not be after to");
        if (!shown && UserIdMask.IsIdNumber(filter.UserId)) query.Errors.Add(UserId.Name, ProblemKinds.ParameterInvalid, "is an ID number, which a viewer may not look up");
        if (query.Errors.Any) return query.Errors.ToProblem();
        void Write(Utf8JsonWriter writer, AttendanceRecord record)
        {
            if (shown) AttendanceJson.Write(writer, record);
            else AttendanceJson.WriteMasked(writer, record, clear);
        }

        if (CsvExports.IsWanted(request)) return exports.Of(Columns, cursor, (next, token) => store.ListAsync(filter, CsvExports.PageLength, next, token), Write);
        var page = await store.ListAsync(filter, limit, cursor, cancellation);
        return new JsonWriteResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var record in page.Items) Write(writer, record);
            writer.WriteEndArray();
            writer.WriteString("next_cursor", page.NextCursor);
            writer.WriteEndObject();
        });
    }
}
