using Gateway.Platform.Certification;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Rest.Certification;

/// <summary>The certifier: a script against a real terminal, and its report.</summary>
internal static class CertificationEndpoints
{
    private const string Html = "text/html";

    private static readonly QueryParameter Language = new("lang", "Language of the sentences; absent: as Accept-Language has it.") { OneOf = ["en", "zh"] };
    private static readonly QueryParameter Run = new("run", "Number of a run of this device; absent: the latest.") { Range = (0, long.MaxValue), Default = 0 };
    private static readonly QueryParameter[] Query = [Language, Run];

    public static void MapCertification(this IEndpointRouteBuilder routes)
    {
        var certification = routes.MapGroup("/devices/{sn}/certification").WithTags("devices");
        certification.MapPost("", BeginAsync).WithQuery([Language])
            .WithMetadata(new BodyMetadata(typeof(CertificationRequest), ["application/json"]) { IsRequired = false })
            .Problems(400, 404, 409, 413, 415, 503).Produces<CertificationResponse>(202)
            .Describe("CertifyDevice", "Run the certifier's script against a terminal",
                "Only for a device that is certifying (409 device-not-certifying) and had no attendance in the 24 hours before it became so (409 device-in-use); one run at a time "
                + "(409 certification-running). Refusals and lost answers concern only persons and records of the script; its persons are deleted at the end. "
                + "The body may be empty.");
        certification.MapGet("", ReadAsync).WithQuery(Query).Problems(400, 404).Produces<CertificationResponse>(200, "application/json", Html)
            .Describe("GetCertification", "The report of a certification",
                "While it runs: the lines that are done, and in waiting what a person must do. With Accept: text/html a page to print.");
    }

    private static async Task<IResult> BeginAsync(HttpContext http, CertificationRuns runs, CertificationReading reading, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, [Language]);
        var sn = DeviceRules.Sn(RouteValues.Sn(http), query.Errors);
        var chinese = IsChinese(http, query);
        CertificationRequest? request = null;
        if (http.Request.ContentLength is not (null or 0) || http.Request.Headers.TransferEncoding.Count > 0)
            request = await JsonBody.ReadAsync(http.Request, CertificationRestJson.Strict.CertificationRequest, query.Errors, cancellation);
        CommandRules.CheckPhoto(request?.Photo, "photo", query.Errors);
        if (sn is null || query.Errors.Any) return query.Errors.ToProblem();
        var photo = request?.Photo is { Photo.Length: > 0 } face ? face.Photo : null;
        if (await runs.BeginAsync(sn, photo, RequestCaller.Of(http), cancellation) is { } problem) return new ProblemResult(problem, Detail(problem, sn));
        return await reading.GetAsync(sn, null, cancellation) is { } view
            ? TypedResults.Json(Body(view, chinese), CertificationRestJson.Strict.CertificationResponse, statusCode: StatusCodes.Status202Accepted)
            : Unknown(sn);
    }

    private static async Task<IResult> ReadAsync(HttpContext http, CertificationReading reading, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, Query);
        var sn = DeviceRules.Sn(RouteValues.Sn(http), query.Errors);
        var chinese = IsChinese(http, query);
        var number = query.Number(Run);
        if (sn is null || query.Errors.Any) return query.Errors.ToProblem();
        if (await reading.GetAsync(sn, number == 0 ? null : number, cancellation) is not { } view) return Unknown(sn);
        http.Response.Headers.Vary = "Accept, Accept-Language";
        if (http.Request.GetTypedHeaders().Accept.FirstOrDefault()?.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase) != true)
            return TypedResults.Json(Body(view, chinese), CertificationRestJson.Strict.CertificationResponse);

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return TypedResults.Text(CertificationHtml.Whole(view, chinese), Html, Encoding.UTF8);
    }

    private static bool IsChinese(HttpContext http, QueryReader query) =>
        (query.Text(Language) ?? http.Request.GetTypedHeaders().AcceptLanguage.FirstOrDefault()?.Value.ToString() ?? "en").StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    private static CertificationResponse Body(CertificationView view, bool chinese)
    {
        var (row, report) = (view.Row, view.Report);
        return new CertificationResponse(
            row.Sn,
            row.Number,
            row.State,
            report.Why?.In(chinese),
            row.Vendor,
            row.Model,
            row.Firmware,
            row.StartedAt,
            row.EndedAt,
            report.Current,
            report.Waiting?.In(chinese),
            [.. report.Lines.Select(line => new CertificationLineResponse(
                line.Line, line.Law, line.Title.In(chinese), line.Sent.In(chinese), line.Verdict, line.Seen.In(chinese), line.Gateway?.In(chinese)))],
            view.Former is { } former
                ? new FirmwareChangesResponse(former.Firmware!, former.Sn, former.Number,
                    [.. view.Changes.Select(static change => new LineChangeResponse(change.Line, change.Before, change.Now))])
                : null,
            [.. view.Runs.Select(static run => new CertificationRunResponse(run.Number, run.State, run.Firmware, run.StartedAt, run.EndedAt))]);
    }

    private static string Detail(ProblemKind problem, string sn) => problem == ProblemKinds.DeviceUnknown ? $"There is no device {sn}."
        : problem == ProblemKinds.DeviceNotCertifying ? $"PUT certifying: true to {sn} first; only attendance terminals can be tried."
        : problem == ProblemKinds.DeviceInUse ? $"{sn} had attendance in the last 24 hours before it was put to certifying: people use it."
        : problem == ProblemKinds.CertificationRunning ? $"One of {sn} runs already; GET shows how far it is."
        : $"{CertificationRuns.RunsMax} certifications run on this node.";

    private static ProblemResult Unknown(string sn) => new(ProblemKinds.CertificationUnknown, $"There is no such certification of {sn}.");
}
