using System.Net.Mime;
using Gateway.Platform.Devices;
using Gateway.Platform.Problems;
using Gateway.Platform.Recordings;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rest.Frames;

/// <summary>The frames of one terminal, recorded.</summary>
internal static class FrameEndpoints
{
    private const string Lines = "ndjson";

    private static readonly QueryParameter Format = new("format", "ndjson = one item a line; json = all in items. Without it what Accept asks for, else json.")
    {
        OneOf = ["json", Lines],
    };

    public static void MapFrames(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/devices/{sn}/frames", ReadAsync).WithTags("devices").WithQuery([Format]).Problems(400, 404)
            .Produces<FramesResponse>(200, MediaTypeNames.Application.Json, RecordingReader.Ndjson)
            .Describe("ListDeviceFrames", "The last frames of a terminal",
                "Oldest first, both directions, decoded; names, ID numbers and photos masked: at most Gateway:Recorder:FramesPerDevice, over all nodes, some seconds behind. "
                + "A request and its answer that came again and again are one item each: times, and last_at. Gateway.Simulator replay sends them again.");

    private static async Task<IResult> ReadAsync(HttpContext http, DeviceReader devices, RecordingReader recording, AuditStore audit, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, [Format]);
        var sn = DeviceRules.Sn(RouteValues.Sn(http), query.Errors);
        var format = query.Text(Format);
        if (sn is null || query.Errors.Any) return query.Errors.ToProblem();
        if (await devices.GetStoredAsync(sn, cancellation) is null) return new ProblemResult(ProblemKinds.DeviceUnknown, $"There is no device {sn}.");
        var lines = format is null ? AcceptsLines(http.Request) : format == Lines;
        await audit.AddReadingAsync(DeviceAudit.Read(RequestCaller.Of(http), AuditActions.FramesRead, sn), cancellation);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(await recording.ReadAsync(sn, lines, cancellation), lines ? RecordingReader.Ndjson : MediaTypeNames.Application.Json + "; charset=utf-8");
    }

    private static bool AcceptsLines(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(static accepted => accepted.MediaType.Equals(RecordingReader.Ndjson, StringComparison.OrdinalIgnoreCase));
}
