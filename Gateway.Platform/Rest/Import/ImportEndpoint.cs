using System.Data.Common;
using Gateway.Platform.Devices;
using Gateway.Platform.Import;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Platform.Rest.Import;

/// <summary>Many devices in one streamed body.</summary>
internal static class ImportEndpoint
{
    private static readonly QueryParameter DryRunAsked = new("dry_run", "true: nothing is stored; the answer says what would be, with the sites that would be made.")
    {
        OneOf = ["true", "false"],
    };

    private static readonly QueryParameter[] Query = [DryRunAsked];

    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/devices/import", ImportAsync).Sheddable().WithTags("devices")
            .WithMetadata(new RequestSizeLimitAttribute(ImportLimits.LengthMax))
            .WithQuery(Query).WithMetadata(new BodyMetadata(null, [TextBody.Csv, TextBody.Ndjson])).Problems(400, 413, 415, 503).Produces<ImportResponse>()
            .Describe("ImportDevices", "Import devices",
                "CSV (UTF-8) with a header row of the field names sn, key, kind, name, site, dialect, tags (separated by ;), enabled, allowed_addresses and "
                + "transports (separated by ; or spaces) and feedback_from_pull, "
                + "or one JSON object per line. A site that is not there is made. "
                + "Empty CSV fields and absent JSON fields stay as they are. A line is at most 64 KiB, the body at most 256 MiB. "
                + "Stored in transactions of 500 devices while it is read; a bad line rejects only itself. "
                + "When an import stops half-way, the problem tells in settled_line how far it came; repeating it does no harm.")
            .WithRequestTimeout(RestLimits.ImportTimeMax);

    private static async Task<IResult> ImportAsync(
        HttpRequest request, DeviceRules rules, DeviceProvisioning provisioning, SiteStore sites, KeyWatch keys, ILogger<DeviceImport> log, CancellationToken cancellation)
    {
        var query = new QueryReader(request, Query);
        var dryRun = query.Text(DryRunAsked) == "true" ? new DryRun(provisioning, sites) : null;
        var errors = query.Errors;
        if (errors.Any) return errors.ToProblem();
        if (Format(request) is not { } format)
        {
            errors.Add("Content-Type", ProblemKinds.MediaTypeUnsupported, $"must be {TextBody.Csv} or {TextBody.Ndjson}, in UTF-8");
            return errors.ToProblem();
        }

        var import = new DeviceImport(rules, provisioning, RequestCaller.Of(request.HttpContext), dryRun);
        using var key = keys.Hold(BearerHandler.Presented(request)!);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, key.Ended);
        try
        {
            if (await import.RunAsync(new LineRows<ImportedDevice>(new LineReader(request.BodyReader), format), ended.Token) is { } wrong) return wrong.ToProblem();
        }
        catch (OperationCanceledException) when (key.Ended.IsCancellationRequested)
        {
            return Stopped(import, ProblemKinds.Unauthenticated);
        }
        catch (Exception e) when (e is BadHttpRequestException or DbException or StorageUnusableException)
        {
            RestLog.ImportStopped(log, e, import.SettledLine, import.Created, import.Updated);
            return Stopped(import, e is BadHttpRequestException bad ? ProblemKinds.OfStatus(bad.StatusCode) : ProblemKinds.DatabaseUnavailable);
        }

        if (dryRun is null) RestLog.ImportDone(log, import.Created, import.Updated, import.RejectedTotal);
        return TypedResults.Json(import.Body, RestJson.Strict.ImportResponse);
    }

    private static IImportLines<ImportedDevice>? Format(HttpRequest request) => TextBody.MediaType(request) switch
    {
        TextBody.Csv => new CsvDevices(),
        TextBody.Ndjson => new NdjsonDevices(),
        _ => null,
    };

    private static ProblemResult Stopped(DeviceImport import, ProblemKind kind) =>
        new(kind, $"The import stopped; every line up to {import.SettledLine} was dealt with. It can be repeated.")
        {
            Numbers = [new("settled_line", import.SettledLine), new("created", import.Created), new("updated", import.Updated)],
        };
}
