using Gateway.Actors.Privacy;
using Gateway.Actors.Registrations;
using Gateway.Platform.Problems;
using Gateway.Platform.Registrations;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Registrations;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;
using Microsoft.Net.Http.Headers;

namespace Gateway.Platform.Rest.Registrations;

/// <summary>The registrations of §4: a masked list, single reads in clear. Nothing is shown in clear before its audit row is durable.</summary>
internal static class RegistrationEndpoints
{
    private static readonly QueryParameter Sn = new("sn", "Only registrations by this device.");
    private static readonly QueryParameter Site = new("site", "Only registrations made at this construction site.");
    private static readonly QueryParameter From = new("from", "Only registrations received at this time or later.") { IsTime = true };
    private static readonly QueryParameter To = new("to", "Only registrations received before this time.") { IsTime = true };
    private static readonly QueryParameter[] ListQuery = [Sn, Site, From, To, QueryParameter.Limit, QueryParameter.Cursor];
    private static readonly (string, string) Gone = ("id_number", "POST /api/v1/registrations/search, for the roles platform and admin");

    private static readonly string[] Columns =
        ["id", "sn", "site", "received_at", "name_masked", "idno_masked", "check_digit_ok", "gender", "nation", "user_type", "photos", "supersedes", "photos_deleted_at"];

    public static void MapRegistrations(this IEndpointRouteBuilder routes)
    {
        var registrations = routes.MapGroup("/registrations").WithTags("registrations");
        registrations.MapGet("", ListAsync).Sheddable().WithQuery(ListQuery).Problems(400)
            .Produces<PageResponse<RegistrationItem>>(200, "application/json", CsvExports.MediaType)
            .Describe("ListRegistrations", "List registrations",
                "Oldest first, by received_at and then id. Names and ID numbers are masked. One of the same terminal and ID number with other content is a new version of "
                + "the one that it supersedes. " + CsvExports.Description);
        registrations.MapPost("/search", SearchAsync).RequireAuthorization(ApiPolicies.Personal).WithBody<RegistrationSearchRequest>().Problems(400, 413, 415, 429)
            .Produces<PageResponse<RegistrationItem>>()
            .Describe("SearchRegistrations", "Find registrations by ID number",
                "Of exactly this ID number, masked and in order as in the list; for the roles platform and admin. Each search is in the audit, found or not. A key has 60 at once "
                + "and one more every second.");
        registrations.MapGet("/{id}", GetAsync).RequireAuthorization(ApiPolicies.Personal).Problems(404).Produces<RegistrationResponse>()
            .Describe("GetRegistration", "Read a registration", "In clear; for the roles platform and admin. Each read is in the audit before it is answered.");
        registrations.MapDelete("/{id}", DeleteAsync).RequireAuthorization(ApiPolicies.Personal).Problems(404, 409).Produces(204)
            .Describe("DeleteRegistration", "Delete a registration",
                "With its photos, at once; for the roles platform and admin, and in the audit. Its item in the feed keeps its number and says nothing of the worker any more. "
                + "A terminal that sends it again makes it anew. 409 legal-hold while its site is on hold.");
        registrations.MapGet("/{id}/photos/{kind}", GetPhotoAsync).RequireAuthorization(ApiPolicies.Personal).Problems(404)
            .Produces<string>(200, "image/jpeg", "image/png")
            .Describe("GetRegistrationPhoto", "Read a photo of a registration",
                "kind is idphoto, photo or inf_photo. The very file that the terminal sent; for the roles platform and admin. Each is in the audit.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, RegistrationStore store, CsvExports exports, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery, Gone);
        var filter = new RegistrationFilter(query.Text(Sn), query.Text(Site), query.Time(From), query.Time(To), null);
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (filter.From > filter.To) query.Errors.Add(From.Name, ProblemKinds.ParameterInvalid, "must not be after to");
        if (query.Errors.Any) return query.Errors.ToProblem();
        if (CsvExports.IsWanted(request)) return exports.Of(Columns, cursor, (next, token) => store.ListAsync(filter, CsvExports.PageLength, next, token), WriteMasked);
        return Masked(await store.ListAsync(filter, limit, cursor, cancellation));
    }

    private static async Task<IResult> SearchAsync(HttpContext http, RegistrationReading reading, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (await JsonBody.ReadAsync(http.Request, RestJson.Strict.RegistrationSearchRequest, errors, cancellation) is not { } asked) return errors.ToProblem();
        if (!IdNumber.TryParse(asked.IdNumber, out var idNumber, out var error)) errors.Add("id_number", ProblemKinds.ParameterInvalid, error);
        var limit = asked.Limit ?? RegistrationSearchRequest.LimitStandard;
        if (limit is < 1 or > RegistrationSearchRequest.LimitMax)
            errors.Add("limit", ProblemKinds.ParameterInvalid, $"must be a whole number from 1 to {RegistrationSearchRequest.LimitMax}");
        if (errors.Any) return errors.ToProblem();
        var search = await reading.SearchAsync(new RegistrationFilter(null, null, null, null, idNumber), limit, asked.Cursor, RequestCaller.Of(http), cancellation);
        if (search.Found is not { } page)
        {
            return new ProblemResult(ProblemKinds.RegistrationSearchesExhausted, $"A key may search {RegistrationSearchPace.Burst} times at once, and once more every second.")
            {
                RetryAfter = search.Wait,
            };
        }

        http.Response.Headers.CacheControl = "no-store";
        return Masked(page);
    }

    private static JsonWriteResult Masked(Page<RegistrationRow> page) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var row in page.Items) WriteMasked(writer, row);
        writer.WriteEndArray();
        writer.WriteString("next_cursor", page.NextCursor);
        writer.WriteEndObject();
    });

    private static void WriteMasked(Utf8JsonWriter writer, RegistrationRow row) =>
        RegistrationJson.WriteMasked(writer, row.Registration, [.. row.Photos.Select(photo => photo.Kind)], row.PhotosDeletedAt);

    private static async Task<IResult> GetAsync(string id, HttpContext http, RegistrationReading reading, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, CultureInfo.InvariantCulture, out var guid) || await reading.GetAsync(guid, RequestCaller.Of(http), cancellation) is not { } row)
            return Unknown();

        http.Response.Headers.CacheControl = "no-store";
        return new JsonWriteResult(writer => Write(writer, row));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, RegistrationReading reading, CancellationToken cancellation) =>
        (Guid.TryParse(id, CultureInfo.InvariantCulture, out var guid)
            ? await reading.DeleteAsync(guid, RequestCaller.Of(http), cancellation)
            : Deletion.Unknown) switch
        {
            Deletion.Deleted => TypedResults.NoContent(),
            Deletion.OnHold => new ProblemResult(ProblemKinds.LegalHold, "The site of this registration is on legal hold: nothing of it is deleted."),
            _ => Unknown(),
        };

    private static async Task<IResult> GetPhotoAsync(
        string id, string kind, HttpContext http, RegistrationReading reading, CancellationToken cancellation)
    {
        if (!Guid.TryParse(id, CultureInfo.InvariantCulture, out var guid)) return Unknown();
        if (PhotoKinds.Parse(kind) is not { } which || await reading.GetPhotoAsync(guid, which, RequestCaller.Of(http), cancellation) is not { } photo)
        {
            return new ProblemResult(ProblemKinds.RegistrationPhotoUnknown,
                $"There is no registration {guid} with such a photo; kinds are idphoto, photo, inf_photo.");
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        return TypedResults.Bytes(photo.Content, photo.MediaType);
    }

    private static ProblemResult Unknown() => new(ProblemKinds.RegistrationUnknown, "There is no registration of this id.");

    private static void Write(Utf8JsonWriter writer, RegistrationRow row)
    {
        var registration = row.Registration;
        writer.WriteStartObject();
        writer.WriteString("id", registration.Id);
        writer.WriteString("sn", registration.Sn);
        writer.WriteString("site", registration.Site);
        writer.WriteString("received_at", registration.ReceivedAt.UtcDateTime);
        writer.WriteString("idno", registration.IdNumber.Reveal());
        writer.WriteBoolean("check_digit_ok", registration.IdNumber.IsCheckDigitRight);
        writer.WriteString("name", registration.Name.Reveal());
        writer.WriteNumber("gender", registration.Gender);
        writer.WriteString("nation", registration.Nation);
        writer.WriteString("birthday", registration.Birthday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("address", registration.Address.Reveal());
        writer.WriteString("idissue", registration.Issuer.Reveal());
        writer.WriteString("idperiod", registration.Period);
        writer.WriteNumber("user_type", registration.UserType);
        writer.WriteNumber("reg_type", registration.RegType);
        writer.WriteString("phone", registration.Phone.Reveal());
        writer.WriteStartObject("extra");
        foreach (var (name, value) in registration.Extra) writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteStartArray("photos");
        foreach (var photo in row.Photos)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", PhotoKinds.Text(photo.Kind));
            writer.WriteString("media_type", photo.MediaType);
            writer.WriteNumber("size", photo.Size);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (row.PhotosDeletedAt is { } deleted) writer.WriteString("photos_deleted_at", deleted.UtcDateTime);
        if (registration.Supersedes is { } former) writer.WriteString("supersedes", former);
        writer.WriteEndObject();
    }
}
