using Gateway.Actors.Privacy;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Platform.Rosters;
using Gateway.Storage.Devices;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Platform.Rest.Rosters;

/// <summary>Who should be on the terminals of a site, and who is.</summary>
internal static class RosterEndpoints
{
    private static readonly QueryParameter State = new("state", "Only persons with a terminal in this state.") { OneOf = RosterLists.States };
    private static readonly QueryParameter Query = new("q", "Only persons with this text in user_id, letter case ignored; not for a viewer, who may not look an ID number up.");
    private static readonly QueryParameter[] ListQuery = [State, Query, QueryParameter.Limit, QueryParameter.Cursor];
    private static readonly QueryParameter DeviceState = new("state", "Only persons in this state.") { OneOf = RosterLists.States };
    private static readonly QueryParameter[] DeviceQuery = [DeviceState, QueryParameter.Limit, QueryParameter.Cursor];

    /// <param name="routes">The group <c>/api/v1</c>.</param>
    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        var roster = routes.MapGroup("/sites/{code}/roster").WithTags("rosters");
        roster.MapPut("/{user_id}", PutAsync).WithMetadata(new RequestSizeLimitAttribute(CommandLimits.LengthMax)).WithBody<RosterPersonRequest>()
            .Problems(400, 404, 409, 413, 415).Produces<RosterPutResponse>(200).Produces<RosterPutResponse>(201)
            .Describe("PutRosterPerson", "Put a person into a site's roster, or change him",
                "He should be on the site's attendance terminals, or on those with device_tag, on the days from valid_from to valid_until, both inclusive, where the terminal "
                + "stands. The gateway sends him and sees to it that he stays. What is absent is empty: the request is the whole person. The same content again changes no version "
                + "and sends nothing. The first write of a roster makes its site managed. A roster has at most 20 000 persons.");
        roster.MapDelete("/{user_id}", DeleteAsync).Problems(404).Produces(204)
            .Describe("DeleteRosterPerson", "Take a person out of a site's roster",
                "He should be on none of its terminals: he is deleted from those that have had him. 404 when he is not in the roster.");
        roster.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400, 404).Produces<PageResponse<RosterItem>>()
            .Describe("ListRoster", "List a site's roster",
                "Ordered by user_id: the roster, persons who are still to be removed, and foreign ones, who are on its terminals by explicit commands. Names are masked.");
        roster.MapGet("/{user_id}", GetAsync).Problems(404).Produces<RosterPersonResponse>()
            .Describe("GetRosterPerson", "A person of a site's roster, terminal by terminal",
                "In clear for the roles platform and admin, which is in the audit, once a minute; masked for viewer. A foreign person is shown, too, without version.");
        routes.MapGet("/devices/{sn}/roster", ListDeviceAsync).Sheddable().WithTags("rosters").WithQuery(DeviceQuery).Problems(400, 404).Produces<PageResponse<DeviceRosterItem>>()
            .Describe("ListDeviceRoster", "List what a terminal has of its site's roster",
                "Ordered by user_id: what is wanted and what the terminal has confirmed, and foreign persons. Of terminals whose site is not managed nothing is known.");
        routes.MapRosterImport();
    }

    private static async Task<IResult> PutAsync(HttpContext http, RosterStore store, PersonStore persons, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var (site, userId) = (RouteValues.Site(http), RouteValues.RosterUserId(http));
        var request = await JsonBody.ReadAsync(http.Request, RosterRestJson.Strict.RosterPersonRequest, errors, cancellation);
        var wanted = request is null ? null : RosterRules.Check(userId, request, errors);
        if (wanted is null) return errors.ToProblem();
        var refs = await persons.GetRefsAsync(wanted.Person, cancellation);
        var change = new RosterChange(site, userId, wanted.Of(refs, isStored: false), RosterAudit.Put(RequestCaller.Of(http), site, wanted));
        var written = await store.WriteAsync(change, cancellation);
        if (written.Outcome == RosterOutcome.SiteUnknown) return UnknownSite(site);
        if (written.Outcome == RosterOutcome.Full) return new ProblemResult(ProblemKinds.RosterFull, $"Site {site} has {RosterStore.PersonsMax} persons in its roster.");
        var isNew = written.Outcome == RosterOutcome.Added;
        if (isNew) http.Response.Headers.Location = $"/api/v1/sites/{Uri.EscapeDataString(site)}/roster/{Uri.EscapeDataString(userId)}";
        return TypedResults.Json(
            new RosterPutResponse(userId, written.Version, written.Devices), RosterRestJson.Strict.RosterPutResponse,
            statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, RosterStore store, CancellationToken cancellation)
    {
        var (site, userId) = (RouteValues.Site(http), RouteValues.RosterUserId(http));
        var written = await store.WriteAsync(new RosterChange(site, userId, null, RosterAudit.Delete(RequestCaller.Of(http), site, userId)), cancellation);
        return written.Outcome switch
        {
            RosterOutcome.SiteUnknown => UnknownSite(site),
            RosterOutcome.PersonUnknown => UnknownPerson(site),
            _ => TypedResults.NoContent(),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext http, RosterReading reading, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, ListQuery);
        var (state, text) = (query.Text(State), query.Text(Query));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        var shown = ApiPolicies.SeesPersonal(http.User);
        if (!shown && text is not null) query.Errors.Add(Query.Name, ProblemKinds.ParameterInvalid, "may be part of an ID number, which a viewer may not look up");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var site = RouteValues.Site(http);
        if (await reading.ListAsync(site, state, text, limit, cursor, cancellation) is not { } found) return UnknownSite(site);
        var items = found.Page.Items.Select(row => RosterItem.Of(row, row.Entry is { } entry ? found.Persons.GetValueOrDefault(entry.PersonRef) : null, shown)).ToArray();
        return TypedResults.Json(new PageResponse<RosterItem>(items, found.Page.NextCursor), RosterRestJson.Strict.PageResponseRosterItem);
    }

    private static async Task<IResult> GetAsync(HttpContext http, RosterReading reading, CancellationToken cancellation)
    {
        var (site, userId) = (RouteValues.Site(http), RouteValues.RosterUserId(http));
        var shown = ApiPolicies.SeesPersonal(http.User);
        if (!shown && UserIdMask.IsIdNumber(userId)) return UnknownPerson(site); // Whether there is such a person, he may not ask.
        if (await reading.GetAsync(site, userId, shown ? RequestCaller.Of(http) : null, cancellation) is not { } found) return UnknownPerson(site);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(RosterPersonResponse.Of(userId, found.Entry, found.Places, found.Person, shown), RosterRestJson.Strict.RosterPersonResponse);
    }

    private static async Task<IResult> ListDeviceAsync(HttpContext http, RosterReading reading, DeviceStore devices, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request, DeviceQuery);
        var sn = DeviceRules.Sn(RouteValues.Sn(http), query.Errors);
        var state = query.Text(DeviceState);
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (sn is null || query.Errors.Any) return query.Errors.ToProblem();
        var page = await reading.ListDeviceAsync(sn, state, limit, cursor, cancellation);
        if (page.Items.Count == 0 && await devices.GetAsync(sn, cancellation) is null) return new ProblemResult(ProblemKinds.DeviceUnknown, $"There is no device {sn}.");
        var shown = ApiPolicies.SeesPersonal(http.User);
        var items = page.Items.Select(place => DeviceRosterItem.Of(place, shown)).ToArray();
        return TypedResults.Json(new PageResponse<DeviceRosterItem>(items, page.NextCursor), RosterRestJson.Strict.PageResponseDeviceRosterItem);
    }

    public static ProblemResult UnknownSite(string site) => new(ProblemKinds.SiteUnknown, $"There is no site {Shown(site)}.");

    private static ProblemResult UnknownPerson(string site) => new(ProblemKinds.RosterPersonUnknown, $"He is neither in the roster of site {Shown(site)} nor on its terminals.");

    /// <summary>A code as the answer may name it: anything may stand in a route.</summary>
    private static string Shown(string site) => Codec.Bodies.VisibleText.Shown(site);
}
