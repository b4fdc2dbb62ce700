using Gateway.Actors.Jobs;
using Gateway.Platform.Commands;
using Gateway.Platform.Jobs;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Audit;
using Gateway.Storage.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Platform.Rest.Jobs;

/// <summary>One command to many terminals, at a pace (docs/jobs.md).</summary>
internal static class JobEndpoints
{
    private const string Failed = "failed";
    private const string Queued = "queued";

    private static readonly QueryParameter State = new("state", "Only jobs in this state.") { OneOf = JobText.States };
    private static readonly QueryParameter TargetState = new("state", "Only targets in this state.") { OneOf = JobText.TargetStates };
    private static readonly QueryParameter[] ListQuery = [State, QueryParameter.Limit, QueryParameter.Cursor];
    private static readonly QueryParameter[] TargetsQuery = [TargetState, QueryParameter.Limit, QueryParameter.Cursor];
    private static readonly string[] Columns =
    [
        "job_id", "state", "reason", "type", "user_id", "command_id", "targets", "handed_out", "canary", "per_minute", "resumes_at", "retry_of", "created_at", "started_at",
        "expires_at", "ended_at",
    ];

    private static readonly string[] TargetColumns = ["sn", "state", "code", "reason"];
    private static readonly TimeSpan RetryExhausted = TimeSpan.FromMinutes(1);

    /// <param name="routes">The group <c>/api/v1</c>.</param>
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/jobs").WithTags("jobs");
        jobs.MapPost("", PostAsync).Sheddable().WithMetadata(new RequestSizeLimitAttribute(CommandLimits.LengthMax)).WithBody<JobRequest>()
            .Problems(400, 409, 413, 415, 429).Produces<AcceptedJobResponse>(202)
            .Describe("PostJob", "Make a job",
                "Answered when the job and its targets are durable; they are handed out in the background, at the pace of its roll-out. Who is meant is found out once: terminals "
                + "that join a site later are not. What is named and is no terminal is a failed target; targets that are nobody are a 400, targets-empty. With an id the request "
                + "can be repeated.");
        jobs.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400)
            .Produces<PageResponse<JobResponse>>(200, "application/json", CsvExports.MediaType)
            .Describe("ListJobs", "List jobs", "The latest first, without counts. " + CsvExports.Description);
        jobs.MapGet("/{id}", GetAsync).Problems(404).Produces<JobResponse>().Describe("GetJob", "A job and its targets by state", "At most a second behind.");
        jobs.MapGet("/{id}/targets", ListTargetsAsync).Sheddable().WithQuery(TargetsQuery).Problems(400, 404)
            .Produces<PageResponse<JobTargetResponse>>(200, "application/json", CsvExports.MediaType)
            .Describe("ListJobTargets", "List a job's targets",
                "By SN, at most a second behind. A terminal's own words are kept as long as its command is. " + CsvExports.Description);
        jobs.MapPost("/{id}/pause", PauseAsync).Problems(404, 409).Produces<JobResponse>()
            .Describe("PauseJob", "Pause a job", "Nobody has a turn until it is resumed; commands that are handed out go on. A paused one stays so.");
        jobs.MapPost("/{id}/resume", ResumeAsync).Problems(404, 409).Produces<JobResponse>()
            .Describe("ResumeJob", "Resume a job", "A paused one goes on where it was; after a canary the others follow. One that runs goes on.");
        jobs.MapPost("/{id}/cancel", CancelAsync).Problems(404, 409).Produces<JobResponse>()
            .Describe("CancelJob", "Cancel a job",
                "Targets that wait are cancelled at once, commands that are queued soon; what is on its way to a terminal goes on. A cancelled one stays so.");
        jobs.MapPost("/{id}/retry", RetryAsync).Problems(404, 409, 429).Produces<AcceptedJobResponse>(202)
            .Describe("RetryJob", "Try a job's failed targets again",
                "As a new job with the same command, pace, window and threshold, for the targets that have failed or expired so far. Asked again, with no other failed since, it "
                + "is the same job. The person of a push is kept for a week after the job has ended.");
    }

    private static async Task<IResult> PostAsync(HttpContext http, JobMaking making, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var request = await JsonBody.ReadAsync(http.Request, RestJson.Strict.JobRequest, errors, cancellation);
        var job = request is null ? null : JobRules.Check(request, errors);
        if (job is null || errors.Any) return errors.ToProblem();
        return Accepted(http, await making.MakeAsync(job, RequestCaller.Of(http), cancellation));
    }

    private static async Task<IResult> RetryAsync(HttpContext http, JobMaking making, CancellationToken cancellation) =>
        Accepted(http, await making.RetryAsync(RouteValues.Job(http), only: null, RequestCaller.Of(http), cancellation));

    private static async Task<IResult> ListAsync(HttpContext http, JobStore store, CsvExports exports, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, ListQuery);
        var state = JobText.ToState(query.Text(State));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var shown = ApiPolicies.SeesPersonal(http.User);
        JobResponse Told(Job job) => JobResponse.Of(job, counts: null, shown);
        if (CsvExports.IsWanted(http.Request))
        {
            return exports.Of(
                Columns, cursor, (next, token) => store.ListAsync(state, CsvExports.PageLength, next, token),
                (writer, job) => JsonSerializer.Serialize(writer, Told(job), RestJson.Strict.JobResponse));
        }

        var page = await store.ListAsync(state, limit, cursor, cancellation);
        return TypedResults.Json(new PageResponse<JobResponse>([.. page.Items.Select(Told)], page.NextCursor), RestJson.Strict.PageResponseJobResponse);
    }

    private static async Task<IResult> GetAsync(HttpContext http, JobStore store, CancellationToken cancellation)
    {
        var id = RouteValues.Job(http);
        return await store.GetAsync(id, cancellation) is { } job ? await JobAsync(http, job, store, cancellation) : Unknown(id);
    }

    private static async Task<IResult> ListTargetsAsync(HttpContext http, JobStore store, CsvExports exports, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, TargetsQuery);
        JobTargetState[]? states = query.Text(TargetState) switch
        {
            null => null,
            Queued => [JobTargetState.Queued, JobTargetState.Ordered],
            Failed => [JobTargetState.Failed, JobTargetState.Rejected],
            var one => [JobText.ToTarget(one)!.Value],
        };
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var id = RouteValues.Job(http);
        if (await store.GetAsync(id, cancellation) is not { } job) return Unknown(id);
        var shown = ApiPolicies.SeesPersonal(http.User);
        JobTargetResponse Told(JobTarget target) => JobTargetResponse.Of(target, shown);
        if (CsvExports.IsWanted(http.Request))
        {
            return exports.Of(
                TargetColumns, cursor, (next, token) => store.ListTargetsAsync(job, states, code: null, CsvExports.PageLength, next, token),
                (writer, target) => JsonSerializer.Serialize(writer, Told(target), RestJson.Strict.JobTargetResponse));
        }

        var page = await store.ListTargetsAsync(job, states, code: null, limit, cursor, cancellation);
        return TypedResults.Json(new PageResponse<JobTargetResponse>([.. page.Items.Select(Told)], page.NextCursor), RestJson.Strict.PageResponseJobTargetResponse);
    }

    private static Task<IResult> PauseAsync(HttpContext http, JobChanges changes, JobStore store, CancellationToken cancellation) =>
        ChangedAsync(http, changes.PauseAsync, store, cancellation);

    private static Task<IResult> ResumeAsync(HttpContext http, JobChanges changes, JobStore store, CancellationToken cancellation) =>
        ChangedAsync(http, changes.ResumeAsync, store, cancellation);

    private static Task<IResult> CancelAsync(HttpContext http, JobChanges changes, JobStore store, CancellationToken cancellation) =>
        ChangedAsync(http, changes.CancelAsync, store, cancellation);

    private static async Task<IResult> ChangedAsync(
        HttpContext http, Func<string, AuditCaller, CancellationToken, Task<JobOutcome>> change, JobStore store, CancellationToken cancellation)
    {
        var outcome = await change(RouteValues.Job(http), RequestCaller.Of(http), cancellation);
        return outcome.Job is { } job ? await JobAsync(http, job, store, cancellation) : new ProblemResult(outcome.Problem!, outcome.Detail);
    }

    private static async Task<IResult> JobAsync(HttpContext http, Job job, JobStore store, CancellationToken cancellation) => TypedResults.Json(
        JobResponse.Of(job, await store.CountAsync(job.Id, cancellation), ApiPolicies.SeesPersonal(http.User)), RestJson.Strict.JobResponse);

    private static IResult Accepted(HttpContext http, JobOutcome outcome)
    {
        if (outcome.Job is not { } job)
            return new ProblemResult(outcome.Problem!, outcome.Detail) { RetryAfter = outcome.Problem == ProblemKinds.JobsExhausted ? RetryExhausted : null };

        http.Response.Headers.Location = "/api/v1/jobs/" + Uri.EscapeDataString(job.Id);
        return TypedResults.Json(
            new AcceptedJobResponse(job.Id, JobText.Of(job.Progress.State), job.Targets), RestJson.Strict.AcceptedJobResponse, statusCode: StatusCodes.Status202Accepted);
    }

    private static ProblemResult Unknown(string id) => new(ProblemKinds.JobUnknown, $"There is no job {id}.");
}
