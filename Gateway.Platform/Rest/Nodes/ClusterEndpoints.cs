using Gateway.Actors.Nodes;
using Gateway.Platform.Nodes;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rest.Nodes;

/// <summary>The cluster's nodes, and taking one out of service.</summary>
internal static class ClusterEndpoints
{
    private static readonly QueryParameter Seconds = new("seconds", "Its disconnects are spread over so long; Gateway:Tcp:DrainSeconds unless given.") { Range = (0, 3600) };

    public static void MapCluster(this IEndpointRouteBuilder routes)
    {
        var cluster = routes.MapGroup("/cluster").WithTags("cluster");
        cluster.MapGet("", ReadAsync).WithQuery([]).Problems(400).Produces<ClusterResponse>()
            .Describe("GetCluster", "Nodes of the cluster",
                "Members with status, version, shards, connections and singletons, as the node that is asked sees them now; how far the feed is.");
        cluster.MapPost("/drain", DrainAsync).WithQuery([Seconds]).Problems(400).Produces<DrainResponse>(202)
            .Describe("DrainNode", "Take this node out of service",
                "The node that is asked becomes not ready, takes no new connections, closes its sessions in waves over the seconds, answers what it has read, "
                + "hands its shards over, "
                + "leaves the cluster and ends with exit code 0. Asked again it changes nothing.");
    }

    private static async Task<IResult> ReadAsync(HttpRequest request, ClusterReader reader, CancellationToken cancellation)
    {
        var query = new QueryReader(request, []);
        return query.Errors.Any ? query.Errors.ToProblem() : TypedResults.Json(await reader.ReadAsync(cancellation), RestJson.Strict.ClusterResponse);
    }

    private static async Task<IResult> DrainAsync(
        HttpRequest request, NodeDrain drain, NodeIdentity node, ITerminalDoor door, AuditStore audit, CancellationToken cancellation)
    {
        var query = new QueryReader(request, [Seconds]);
        var spread = query.Text(Seconds) is null ? drain.Spread : TimeSpan.FromSeconds(query.Number(Seconds));
        if (query.Errors.Any) return query.Errors.ToProblem();
        var connections = door.Open;
        await audit.AddAsync(new AuditNote(RequestCaller.Of(request.HttpContext), AuditActions.ClusterDrain, "cluster/drain", [node.Name]), cancellation);
        drain.Begin(spread);
        return TypedResults.Json(new DrainResponse(node.Name, connections), RestJson.Strict.DrainResponse, statusCode: StatusCodes.Status202Accepted);
    }
}
