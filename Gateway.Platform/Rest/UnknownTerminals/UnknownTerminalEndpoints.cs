using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.UnknownTerminals;

namespace Gateway.Platform.Rest.UnknownTerminals;

/// <summary>Nobody's terminals: they try, and nobody has made them devices.</summary>
internal static class UnknownTerminalEndpoints
{
    private static readonly QueryParameter[] ListQuery = [QueryParameter.Limit, QueryParameter.Cursor];
    private static readonly string[] Columns = ["sn", "transport", "remote", "first_seen", "last_seen", "tries", "uploads_refused", "words", "longest", "form"];

    public static void MapUnknownTerminals(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/unknown-terminals", ListAsync).Sheddable().WithTags("devices").WithQuery(ListQuery).Problems(400)
            .Produces<PageResponse<UnknownTerminalResponse>>(200, "application/json", CsvExports.MediaType)
            .Describe("ListUnknownTerminals", "List SNs that try and are not known",
                "The latest first, some seconds behind. At most 10 000, of one address (IPv6: one /64) 100; what has not tried for 90 days is forgotten. Anybody can send any SN: "
                + "only a device's key proves one. PUT /devices/{sn} with its key makes it a device, and takes it off this list. " + CsvExports.Description);

    private static async Task<IResult> ListAsync(HttpRequest request, UnknownTerminalStore store, CsvExports exports, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        if (CsvExports.IsWanted(request))
        {
            return exports.Of(
                Columns, cursor, (next, token) => store.ListAsync(CsvExports.PageLength, next, token),
                static (writer, seen) => JsonSerializer.Serialize(writer, UnknownTerminalResponse.Of(seen), RestJson.Strict.UnknownTerminalResponse));
        }

        var page = await store.ListAsync(limit, cursor, cancellation);
        return TypedResults.Json(
            new PageResponse<UnknownTerminalResponse>([.. page.Items.Select(UnknownTerminalResponse.Of)], page.NextCursor), RestJson.Strict.PageResponseUnknownTerminalResponse);
    }
}
