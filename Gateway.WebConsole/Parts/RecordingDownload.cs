using Gateway.Platform.Devices;
using Gateway.Platform.Recordings;
using Gateway.WebConsole.SignIn;

namespace Gateway.WebConsole.Parts;

/// <summary>A terminal's recorded frames as a file, for whoever has signed in: the console's cookie is none of the API's.</summary>
internal static class RecordingDownload
{
    private const string Path = "/console/frames";

    /// <summary>The address of a terminal's file.</summary>
    public static string Url(string sn) => Path + "?sn=" + Uri.EscapeDataString(sn);

    public static void MapRecordingDownload(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, ReadAsync).RequireAuthorization(ConsolePolicies.Any).ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(string sn, HttpContext http, DeviceReader devices, RecordingReader recording, CancellationToken cancellation)
    {
        if (await devices.GetStoredAsync(sn, cancellation) is null) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(await recording.ReadAsync(sn, lines: true, cancellation), RecordingReader.Ndjson, $"frames-{sn}.ndjson");
    }
}
