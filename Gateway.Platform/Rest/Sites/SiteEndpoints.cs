using Gateway.Codec.Bodies;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Platform.Sites;
using Gateway.Storage.Sites;

namespace Gateway.Platform.Rest.Sites;

/// <summary>Construction sites.</summary>
internal static class SiteEndpoints
{
    /// <summary>Sites that a suggestion has at most.</summary>
    private const int SuggestionsMax = 20;

    private static readonly QueryParameter Query = new("q", "Only sites with this text in code or name, letter case ignored.");
    private static readonly QueryParameter Status = new("status", "Only sites of this status.") { OneOf = SiteText.Statuses };
    private static readonly QueryParameter Region = new("region", "Only sites of this region.");
    private static readonly QueryParameter Tag = new("tag", "Only sites with this tag.");
    private static readonly QueryParameter Problem = new(
        "problem",
        "Only sites with an open alarm (alarms), an enabled terminal that is offline (offline), persons whom a terminal refused (roster), any of these (any); or those that "
        + "were made of free texts and that nobody has explained since (unexplained).")
    {
        OneOf = SiteProblems.Names,
    };

    private static readonly QueryParameter[] ListQuery = [Query, Status, Region, Tag, Problem, QueryParameter.Limit, QueryParameter.Cursor];
    private static readonly QueryParameter Beginning = new("q", "What the code or the name begins with, letter case ignored; empty: the first sites.")
    {
        LengthMax = SiteRules.TextLengthMax,
    };

    private static readonly QueryParameter[] SuggestionQuery = [Beginning];

    public static void MapSites(this IEndpointRouteBuilder routes)
    {
        var sites = routes.MapGroup("/sites").WithTags("sites");
        sites.MapPut("/{code}", PutAsync).WithBody<PutSiteRequest>().Problems(400, 413, 415).Produces<SiteResponse>(200).Produces<SiteResponse>(201)
            .Describe("PutSite", "Create or change a site",
                "Fields that are absent stay as they are. The code is what stands as site in devices and records: 1 to 128 characters, percent-encoded in the path. A site that "
                + "was made of a free text is explained from its first PUT on: then its records are kept by its own life, and not by their age.");
        sites.MapGet("/{code}", GetAsync).Problems(404).Produces<SiteResponse>()
            .Describe("GetSite", "A site", "With its terminals by status, how far its roster is, its attendance of today and its open alarms, as of now.");
        sites.MapDelete("/{code}", DeleteAsync).Problems(404, 409).Produces(204)
            .Describe("DeleteSite", "Delete a site",
                "Only one without devices, without persons in its roster or still on terminals by it, and without a legal hold. Its records stay.");
        sites.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400).Produces<PageResponse<SiteResponse>>()
            .Describe("ListSites", "List sites", "Ordered by code, each as it is read alone.");
        routes.MapGet("/site-suggestions", SuggestAsync).WithTags("sites").WithQuery(SuggestionQuery).Problems(400).Produces<SiteSuggestionsResponse>()
            .Describe("SuggestSites", "Sites whose code or name begins with a text", "At most 20, by code: to complete what somebody is typing.");
    }

    private static async Task<IResult> PutAsync(HttpContext http, SiteProvisioning provisioning, SiteReading reading, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var code = RouteValues.Site(http);
        if (await JsonBody.ReadAsync(http.Request, RestJson.Strict.PutSiteRequest, errors, cancellation) is not { } request) return errors.ToProblem();
        if (await provisioning.PutAsync(code, request, RequestCaller.Of(http), errors, cancellation) is not { } put) return errors.ToProblem();
        if (await reading.GetAsync(code, cancellation) is not { } body) return Unknown(code); // Deleted in between.
        if (put.Created) http.Response.Headers.Location = "/api/v1/sites/" + Uri.EscapeDataString(code);
        return TypedResults.Json(body, RestJson.Strict.SiteResponse, statusCode: put.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> GetAsync(HttpContext http, SiteReading reading, CancellationToken cancellation)
    {
        var code = RouteValues.Site(http);
        return await reading.GetAsync(code, cancellation) is { } body ? TypedResults.Json(body, RestJson.Strict.SiteResponse) : Unknown(code);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, SiteProvisioning provisioning, CancellationToken cancellation)
    {
        var code = RouteValues.Site(http);
        return await provisioning.DeleteAsync(code, RequestCaller.Of(http), cancellation) switch
        {
            SiteDeletion.Deleted => TypedResults.NoContent(),
            SiteDeletion.HasDevices => new ProblemResult(ProblemKinds.SiteInUse, "The site has devices."),
            SiteDeletion.HasPersons => new ProblemResult(ProblemKinds.SiteInUse, "The site has persons in its roster, or such on terminals that are still to be removed."),
            SiteDeletion.OnHold => new ProblemResult(ProblemKinds.LegalHold, "The site is on legal hold, which would be lost with it."),
            _ => Unknown(code),
        };
    }

    private static async Task<IResult> ListAsync(HttpRequest request, SiteReading reading, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var filter = new SiteFilter(query.Text(Query), SiteText.ToStatus(query.Text(Status)), query.Text(Region), query.Text(Tag), query.Text(Problem));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await reading.ListAsync(filter, limit, cursor, cancellation);
        return TypedResults.Json(new PageResponse<SiteResponse>(page.Items, page.NextCursor), RestJson.Strict.PageResponseSiteResponse);
    }

    private static async Task<IResult> SuggestAsync(HttpRequest request, SiteStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(request, SuggestionQuery);
        var beginning = query.Text(Beginning) ?? "";
        if (query.Errors.Any) return query.Errors.ToProblem();
        var found = await store.SuggestAsync(beginning, SuggestionsMax, cancellation);
        return TypedResults.Json(new SiteSuggestionsResponse([.. found.Select(static site => new SiteSuggestion(site.Code, site.Name))]), RestJson.Strict.SiteSuggestionsResponse);
    }

    private static ProblemResult Unknown(string code) => new(ProblemKinds.SiteUnknown, $"There is no site {VisibleText.Shown(code, SiteRules.TextLengthMax)}.");
}
