using Gateway.Actors.Commands;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Commands;

namespace Gateway.Platform.Rest.Commands;

/// <summary>The commands of all devices of a site.</summary>
internal static class SiteCommandEndpoints
{
    private static readonly QueryParameter Site = new("site", "Only commands of devices that stand at this construction site now; must be given.");
    private static readonly QueryParameter State = new("state", "Only commands in this state.") { OneOf = CommandText.States };
    private static readonly QueryParameter[] ListQuery = [Site, State, QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapSiteCommands(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/commands", ListAsync).Sheddable().WithTags("commands").WithQuery(ListQuery).Problems(400).Produces<PageResponse<CommandResponse>>()
            .Describe("ListSiteCommands", "List the commands of a site",
                "By SN, each device's in the order in which they were accepted; a second behind at most. Of the devices that stand there now, whatever they did elsewhere before.");

    private static async Task<IResult> ListAsync(HttpContext http, CommandStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, ListQuery);
        var site = query.Text(Site);
        var state = CommandText.ToState(query.Text(State));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (site is null && !query.Errors.Any) query.Errors.Add(Site.Name, ProblemKinds.ParameterInvalid, "is needed");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await store.ListSiteAsync(site!, state, limit, cursor, cancellation);
        var shown = ApiPolicies.SeesPersonal(http.User);
        var items = page.Items.Select(item => CommandResponse.Of(item.Sn, item.Status, shown)).ToArray();
        return TypedResults.Json(new PageResponse<CommandResponse>(items, page.NextCursor), RestJson.Strict.PageResponseCommandResponse);
    }
}
