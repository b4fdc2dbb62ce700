using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Retention;

namespace Gateway.Platform.Rest.Retention;

/// <summary>What is deleted because its time is over: shown before, done, and proved after.</summary>
internal static class RetentionEndpoints
{
    /// <summary>Sites that a preview names.</summary>
    private const int SitesMax = 1000;

    private static readonly QueryParameter Site = new("site", "Only proofs of this construction site.");
    private static readonly QueryParameter Run = new("run", "Only proofs of this run; 0 = of all.") { Range = (0, long.MaxValue), Default = 0 };
    private static readonly QueryParameter[] ProofQuery = [Site, Run, QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapRetention(this IEndpointRouteBuilder routes)
    {
        var retention = routes.MapGroup("/retention").WithTags("retention");
        retention.MapGet("/preview", PreviewAsync).Sheddable().Problems(400).Produces<RetentionPreviewResponse>()
            .Describe("PreviewRetention", "What retention would delete now",
                "By site and table, counted row by row: a run of the same day deletes exactly that. Attendance and registrations of a settled site go when retention_days after "
                + "settled_on are over, whatever their age; those of a site that is not settled, or on legal hold, never; those without a site by the settings. One preview at a "
                + "time is counted on a node; the others wait.")
            .WithRequestTimeout(RestLimits.BatchTimeMax);
        retention.MapPost("/run", RunAsync).Problems(400, 409).Produces<RetentionRunResponse>(202)
            .Describe("RunRetention", "Delete what retention would delete",
                "In small batches with pauses, on the node that runs retention, which does so once a day by itself: its own runs leave a site alone that was changed in the last "
                + "seven days. How far it is: the run's route. 409 retention-running while another run is open, retention-clock-doubted while the clock is not believed.");
        retention.MapGet("/runs/{run}", GetRunAsync).Problems(400, 404).Produces<RetentionRunResponse>()
            .Describe("GetRetentionRun", "How far a run of the retention is", "What it has deleted so far, and whether it is done.");
        retention.MapGet("/proofs", ListProofsAsync).Sheddable().WithQuery(ProofQuery).Problems(400).Produces<PageResponse<RetentionProofResponse>>()
            .Describe("ListRetentionProofs", "What retention has deleted",
                "A line for each site and run, the latest first. The lines stay. Whoever has a list of the ids can show by the hash that it was these: sort them and take the "
                + "SHA-256 of the lines.");
    }

    private static async Task<IResult> PreviewAsync(HttpRequest request, SiteRetention retention, RetentionPreviews previews, CancellationToken cancellation)
    {
        var query = new QueryReader(request, []);
        if (query.Errors.Any) return query.Errors.ToProblem();
        using var turn = await previews.EnterAsync(cancellation);
        var (day, doubt, planned) = await retention.PreviewAsync(cancellation);
        var (total, sites, leftOff) = (RetentionCounts.None, new List<RetentionSiteResponse>(), 0);
        if (planned is not null)
        {
            await foreach (var site in planned.WithCancellation(cancellation))
            {
                total += site.Counts;
                if (sites.Count < SitesMax) sites.Add(Body(site));
                else leftOff++;
            }
        }

        return TypedResults.Json(new RetentionPreviewResponse(day, doubt, Body(total), sites, leftOff), RetentionRestJson.Strict.RetentionPreviewResponse);
    }

    private static async Task<IResult> RunAsync(HttpContext http, SiteRetention retention, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, []);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var (run, doubt) = await retention.RequestAsync(RequestCaller.Of(http), cancellation);
        if (doubt is not null) return new ProblemResult(ProblemKinds.RetentionClockDoubted, doubt + ".");
        if (run is null) return new ProblemResult(ProblemKinds.RetentionRunning, "Another run waits or runs. Ask again when it has ended.");
        http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/api/v1/retention/runs/{run.Number}");
        return TypedResults.Json(Body(run, RetentionCounts.None, 0), RetentionRestJson.Strict.RetentionRunResponse, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GetRunAsync(string run, RetentionRunStore runs, RetentionProofStore proofs, CancellationToken cancellation)
    {
        if (!long.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || await runs.GetAsync(number, cancellation) is not { } found)
            return new ProblemResult(ProblemKinds.RetentionRunUnknown, "There is no run of this number.");
        var (counts, sites) = await proofs.SumAsync(number, cancellation);
        return TypedResults.Json(Body(found, counts, sites), RetentionRestJson.Strict.RetentionRunResponse);
    }

    private static async Task<IResult> ListProofsAsync(HttpRequest request, RetentionProofStore proofs, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ProofQuery);
        var (site, run) = (query.Text(Site), query.Number(Run));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await proofs.ListAsync(site, run == 0 ? null : run, limit, cursor, cancellation);
        return TypedResults.Json(
            new PageResponse<RetentionProofResponse>([.. page.Items.Select(Body)], page.NextCursor), RetentionRestJson.Strict.PageResponseRetentionProofResponse);
    }

    private static RetentionCountsResponse Body(RetentionCounts counts) => new(counts.Attendance, counts.AttendanceAgain, counts.Registrations, counts.RegistrationPhotos);

    private static RetentionSiteResponse Body(PlannedSite site) => new(
        site.Site, RetentionTerm.Text(site.Term.Rule), site.Term.KeptUntil, site.Counts.Attendance, site.Counts.AttendanceAgain, site.Counts.Registrations,
        site.Counts.RegistrationPhotos);

    private static RetentionRunResponse Body(RetentionRun run, RetentionCounts counts, long sites) => new(
        run.Number, (run.EndedAt, run.Reason, run.StartedAt) switch { ({ }, { }, _) => "refused", ({ }, _, _) => "done", (_, _, null) => "waiting", _ => "running" },
        run.Day, run.ByHand, run.RequestedBy, run.RequestedAt, run.StartedAt, run.EndedAt, run.Reason, sites, Body(counts));

    private static RetentionProofResponse Body(RetentionProof proof) => new(
        proof.Number, proof.Run, proof.Site, proof.Rule, proof.BeganAt, proof.EndedAt, Body(proof.Counts), proof.RecogFrom, proof.RecogTo, proof.ReceivedFrom, proof.ReceivedTo,
        proof.Sha256 is { } hash ? Convert.ToHexStringLower(hash) : null);
}
