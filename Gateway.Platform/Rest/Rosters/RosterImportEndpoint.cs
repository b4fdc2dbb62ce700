using System.Data.Common;
using Gateway.Platform.Import;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Platform.Rosters;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Platform.Rest.Rosters;

/// <summary>A whole list for one roster, in one streamed body.</summary>
internal static class RosterImportEndpoint
{
    private const string Replace = "replace";
    private const string Yes = "true";

    private static readonly QueryParameter Mode = new("mode", "merge: who is not in the list stays, also when absent; replace: he is removed.") { OneOf = ["merge", Replace] };
    private static readonly QueryParameter DryRun = new("dry_run", "true: nothing is written, the answer tells what would be.") { OneOf = [Yes, "false"] };
    private static readonly QueryParameter Confirm = new("confirm_removals", "That this many persons may be removed.") { Range = (0, RosterStore.PersonsMax), Default = -1 };
    private static readonly QueryParameter[] ListQuery = [Mode, DryRun, Confirm];

    public static void MapRosterImport(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/sites/{code}/roster", ImportAsync).Sheddable().WithTags("rosters").WithQuery(ListQuery)
            .WithMetadata(new RequestSizeLimitAttribute(RosterLimits.LengthMax)).WithMetadata(new BodyMetadata(null, [TextBody.Csv, TextBody.Ndjson]))
            .Problems(400, 404, 409, 413, 415, 503).Produces<RosterImportResponse>()
            .Describe("PutRoster", "Apply a whole list to a site's roster",
                "One JSON object per line, as for one person with user_id, or CSV (UTF-8) with a header row of user_id, name, work_sn, id_card, face_template "
                + "(Base64), valid_from, valid_until and device_tag. A line is the whole person and at most 4 MiB long; the body has at most 20 000 persons and 2 GiB. A "
                + "bad line rejects only itself, and whom it names stays as he is; when that cannot be told, replace removes nobody (removals_withheld). replace that "
                + "would remove more than a fifth of the roster and more than ten persons is a 409 with removed, unless confirm_removals is that number. Written in "
                + "transactions of 500 persons once all of it was read; repeating it does no harm. A node reads four lists at a time, two of one key; one more is "
                + "answered 503 with Retry-After.")
            .WithRequestTimeout(RosterLimits.TimeMax);

    private static async Task<IResult> ImportAsync(
        HttpContext http, RosterStore store, PersonStore persons, SiteStore sites, AuditStore audit, RosterImports imports, KeyWatch keys, ILogger<RosterImport> log,
        CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, ListQuery);
        var (isReplace, dryRun) = (query.Text(Mode) == Replace, query.Text(DryRun) == Yes);
        var confirmed = query.Number(Confirm);
        var format = Format(http.Request);
        if (format is null) query.Errors.Add("Content-Type", ProblemKinds.MediaTypeUnsupported, $"must be {TextBody.Csv} or {TextBody.Ndjson}, in UTF-8");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var site = RouteValues.Site(http);
        if (await sites.GetAsync(site, cancellation) is null) return RosterEndpoints.UnknownSite(site);
        var caller = BearerHandler.Caller(http.User);
        if (!imports.TryEnter(caller)) return new ProblemResult(ProblemKinds.RosterImportsExhausted, "Nothing was read.") { RetryAfter = TimeSpan.FromSeconds(30) };
        var import = new RosterImport(store, persons, site, isReplace, dryRun, RequestCaller.Of(http));
        using var key = keys.Hold(BearerHandler.Presented(http.Request)!);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, key.Ended);
        try
        {
            var lines = new LineReader(http.Request.BodyReader, RosterLimits.LineLengthMax);
            if (await import.ReadAsync(new LineRows<RosterLineRequest>(lines, format!), ended.Token) is { } wrong) return wrong.ToProblem();
            var plan = import.Plan();
            if (dryRun) return Answer(import.Response(plan));
            if (plan.NeedsConfirmation(import.Before, confirmed < 0 ? null : confirmed)) return Unconfirmed(plan, import.Before);
            if (await import.ApplyAsync(plan, audit) is not { } done) return RosterEndpoints.UnknownSite(site);
            RosterLog.ListApplied(log, site, done.Added, done.Changed, done.Removed);
            return Answer(done);
        }
        catch (OperationCanceledException) when (key.Ended.IsCancellationRequested)
        {
            return Stopped(ProblemKinds.Unauthenticated);
        }
        catch (RosterFullException)
        {
            return new ProblemResult(ProblemKinds.RosterFull, $"The list has more than {RosterStore.PersonsMax} persons. Nothing was written.");
        }
        catch (Exception failure) when (failure is BadHttpRequestException or DbException or StorageUnusableException)
        {
            RosterLog.ListStopped(log, failure, site, import.Lines);
            return Stopped(failure is BadHttpRequestException bad ? ProblemKinds.OfStatus(bad.StatusCode) : ProblemKinds.DatabaseUnavailable);
        }
        finally
        {
            imports.Leave(caller);
        }
    }

    private static IImportLines<RosterLineRequest>? Format(HttpRequest request) => TextBody.MediaType(request) switch
    {
        TextBody.Csv => new CsvRoster(),
        TextBody.Ndjson => new NdjsonRoster(),
        _ => null,
    };

    private static JsonHttpResult<RosterImportResponse> Answer(RosterImportResponse body) => TypedResults.Json(body, RosterRestJson.Strict.RosterImportResponse);

    private static ProblemResult Unconfirmed(RosterPlan plan, int before) =>
        new(
            ProblemKinds.RosterRemovalsUnconfirmed,
            $"{plan.Leaving.Count} of {before} persons would be removed. Nothing was written; repeat it with confirm_removals={plan.Leaving.Count}.")
        {
            Numbers = [new("removed", plan.Leaving.Count)],
        };

    private static ProblemResult Stopped(ProblemKind kind) => new(kind, "The list was not read or written to its end. It can be repeated.");
}
