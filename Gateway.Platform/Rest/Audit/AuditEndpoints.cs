using Gateway.Actors.Privacy;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Audit;

namespace Gateway.Platform.Rest.Audit;

/// <summary>Who wrote what, and who was shown what in clear; for admins only.</summary>
internal static class AuditEndpoints
{
    private static readonly QueryParameter KeyId = new("key_id", "Only rows of this API key.");
    private static readonly QueryParameter Action = new("action", "Only rows of this action, e.g. device.put.");
    private static readonly QueryParameter Subject = new("subject", "Only rows about this: an SN, user_id, site, or the id of a registration, command or key.");
    private static readonly QueryParameter From = new("from", "Only rows at this time or later.") { IsTime = true };
    private static readonly QueryParameter To = new("to", "Only rows before this time.") { IsTime = true };
    private static readonly QueryParameter[] ListQuery = [KeyId, Action, Subject, From, To, QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", ListAsync).Sheddable().RequireAuthorization(ApiPolicies.Admin).WithTags("audit").WithQuery(ListQuery).Problems(400)
            .Produces<PageResponse<AuditResponse>>()
            .Describe("ListAudit", "List the audit",
                "Every write, and every reading of personal data in clear, oldest first: who, from where, what, about whom, before and after (masked). "
                + "A row is written before what it is about is done, so one may stand for what then failed. Rows are never changed.");

    private static async Task<IResult> ListAsync(HttpRequest request, AuditStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var filter = new AuditFilter(query.Text(KeyId), query.Text(Action), UserIdMask.Of(query.Text(Subject)), query.Time(From), query.Time(To));
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (filter.From > filter.To) query.Errors.Add(From.Name, ProblemKinds.ParameterInvalid, "must not be after to");
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await store.ListAsync(filter, limit, cursor, cancellation);
        return new JsonWriteResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var entry in page.Items)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", entry.Id);
                writer.WriteString("at", entry.At.UtcDateTime);
                writer.WriteString("key_id", entry.KeyId);
                writer.WriteString("role", entry.Role);
                writer.WriteString("action", entry.Action);
                writer.WriteString("subject", entry.Subject);
                writer.WriteString("remote", entry.Remote);
                writer.WriteString("reason", entry.Reason);
                writer.WriteStartArray("subjects");
                foreach (var subject in entry.Subjects) writer.WriteStringValue(subject);
                writer.WriteEndArray();
                Write(writer, "before", entry.Before);
                Write(writer, "after", entry.After);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("next_cursor", page.NextCursor);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, string name, string? json)
    {
        if (json is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }
}
