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
    private static readonly QueryParameter[] ListQuery = [State, QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapAlarms(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/alarms", ListAsync).WithTags("alarms").WithQuery(ListQuery).Problems(400).Produces<PageResponse<AlarmResponse>>()
            .Describe("ListAlarms", "List alarms", "What is wrong with terminals, sites, nodes and the feed, the latest first; looked for every 15 seconds, kept for 30 days.");

    private static async Task<IResult> ListAsync(HttpRequest request, AlarmStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        bool? open = query.Text(State) switch { Open => true, Ended => false, _ => null };
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await store.ListAsync(open, limit, cursor, cancellation);
        return new JsonWriteResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var alarm in page.Items)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", alarm.Id);
                writer.WriteString("code", alarm.Code);
                writer.WriteString("subject", alarm.Subject);
                writer.WriteString("detail", alarm.Detail);
                writer.WriteString("node", alarm.Node);
                writer.WriteString("since", alarm.Since.UtcDateTime);
                writer.WriteString("confirmed", alarm.Confirmed.UtcDateTime);
                if (alarm.Ended is { } ended) writer.WriteString("ended", ended.UtcDateTime);
                else writer.WriteNull("ended");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("next_cursor", page.NextCursor);
            writer.WriteEndObject();
        });
    }
}
