using Gateway.Actors.Nodes;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Alarms;

namespace Gateway.Platform.Rest.Alarms;

/// <summary>What somebody has to look at.</summary>
internal static class AlarmEndpoints
{
    private const string Open = "open";
    private const string Ended = "ended";

    private static readonly QueryParameter State = new("state", "Only alarms that are still so, or that are over.") { OneOf = [Open, Ended] };
    private static readonly QueryParameter Site = new("site", "Only alarms about this construction site, or about terminals that were there when it began.");
    private static readonly QueryParameter[] ListQuery = [State, Site, QueryParameter.Limit, QueryParameter.Cursor];

    private static readonly string[] Columns = ["id", "code", "subject", "site", "detail", "node", "since", "confirmed", "ended"];

    public static void MapAlarms(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/alarms", ListAsync).WithTags("alarms").WithQuery(ListQuery).Problems(400)
            .Produces<PageResponse<AlarmResponse>>(200, "application/json", CsvExports.MediaType)
            .Describe("ListAlarms", "List alarms",
                "What is wrong with terminals, sites, nodes and the feed, the latest first; looked for every 15 seconds, kept for 30 days. " + CsvExports.Description);

    private static async Task<IResult> ListAsync(HttpRequest request, AlarmStore store, CsvExports exports, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        bool? open = query.Text(State) switch { Open => true, Ended => false, _ => null };
        var site = query.Text(Site);
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        if (CsvExports.IsWanted(request)) return exports.Of(Columns, cursor, (next, token) => store.ListAsync(open, site, CsvExports.PageLength, next, token), Write);
        var page = await store.ListAsync(open, site, limit, cursor, cancellation);
        return new JsonWriteResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var alarm in page.Items) Write(writer, alarm);
            writer.WriteEndArray();
            writer.WriteString("next_cursor", page.NextCursor);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, Alarm alarm)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", alarm.Id);
        writer.WriteString("code", alarm.Code);
        writer.WriteString("subject", alarm.Subject);
        writer.WriteString("site", alarm.Site);
        writer.WriteString("detail", alarm.Detail);
        writer.WriteString("node", NodeName.Of(alarm.Node));
        writer.WriteString("since", alarm.Since.UtcDateTime);
        writer.WriteString("confirmed", alarm.Confirmed.UtcDateTime);
        if (alarm.Ended is { } ended) writer.WriteString("ended", ended.UtcDateTime);
        else writer.WriteNull("ended");
        writer.WriteEndObject();
    }
}
