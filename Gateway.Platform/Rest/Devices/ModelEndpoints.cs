using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Rest.Devices;

/// <summary>What terminals there are in the field, how they speak, what goes wrong with them.</summary>
internal static class ModelEndpoints
{
    private static readonly QueryParameter[] ListQuery = [QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapModels(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/models").WithTags("devices").MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400).Produces<PageResponse<ModelResponse>>()
            .Describe("ListModels", "Models of terminals",
                "Per model (vendor, model, firmware, as the devices say): devices, habits that were proved, faults of the last seven days. Ordered by vendor, model, firmware. "
                + "Of each kind of fault the latest 100 000 of all devices are looked at.");

    private static async Task<IResult> ListAsync(HttpRequest request, ModelStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await store.ListAsync(limit, cursor, cancellation);
        return TypedResults.Json(new PageResponse<ModelResponse>([.. page.Items.Select(Body)], page.NextCursor), RestJson.Strict.PageResponseModelResponse);
    }

    private static ModelResponse Body(ModelRow row) => new(
        TextOrNull(row.Model.Vendor), TextOrNull(row.Model.Model), TextOrNull(row.Model.Firmware), row.Devices, row.Habits, row.Faults);

    private static string? TextOrNull(string text) => text.Length == 0 ? null : text;
}
