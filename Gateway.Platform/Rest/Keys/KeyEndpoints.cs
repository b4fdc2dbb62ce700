using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Platform.Rest.Problems;
using Gateway.Platform.Rest.Requests;
using Gateway.Storage.Audit;
using Gateway.Storage.Keys;

namespace Gateway.Platform.Rest.Keys;

/// <summary>API keys; for admins only.</summary>
internal static class KeyEndpoints
{
    private static readonly QueryParameter[] ListQuery = [QueryParameter.Limit, QueryParameter.Cursor];

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").RequireAuthorization(ApiPolicies.Admin).WithTags("keys");
        keys.MapGet("", ListAsync).WithQuery(ListQuery).Problems(400).Produces<PageResponse<KeyResponse>>()
            .Describe("ListKeys", "List API keys", "The keys of the table, without their secrets. The admin key of the settings is not among them.");
        keys.MapPost("", AddAsync).WithBody<KeyRequest>().Problems(400, 409, 413, 415).Produces<NewKeyResponse>(201)
            .Describe("AddKey", "Make an API key", "Answers with the key itself, once: only its hash is stored.");
        keys.MapDelete("/{id}", DeleteAsync).Problems(404).Produces(204)
            .Describe("DeleteKey", "Delete an API key", "It stops working at once on this node, within a second on the others; so do streams and pages that it has open.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ApiKeyStore store, CancellationToken cancellation)
    {
        var query = new QueryReader(request, ListQuery);
        var limit = (int)query.Number(QueryParameter.Limit);
        var cursor = query.Text(QueryParameter.Cursor);
        if (query.Errors.Any) return query.Errors.ToProblem();
        var page = await store.ListAsync(limit, cursor, cancellation);
        var items = page.Items.Select(k => new KeyResponse(k.Id, k.Name, ApiRoles.Text(k.Role), k.CreatedAt)).ToArray();
        return TypedResults.Json(new PageResponse<KeyResponse>(items, page.NextCursor), RestJson.Strict.PageResponseKeyResponse);
    }

    private static async Task<IResult> AddAsync(
        HttpContext http, ApiKeyStore store, ApiKeyVerifier verifier, AuditStore audit, ILogger<KeyRequest> log, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var request = await JsonBody.ReadAsync(http.Request, RestJson.Strict.KeyRequest, errors, cancellation);
        if (request is not null && KeyNames.Fault(request.Name) is { } fault) errors.Add("name", ProblemKinds.KeyNameInvalid, fault);
        var role = ApiRoles.Parse(request?.Role);
        if (request is not null && role is null) errors.Add("role", ProblemKinds.KeyRoleInvalid, $"must be one of {string.Join(", ", ApiRoles.Names)}");
        if (errors.Any) return errors.ToProblem();
        var secret = ApiKeySecret.New();
        if (await store.AddAsync(request!.Name!, role!.Value, ApiKeySecret.Hash(secret), cancellation) is not { } key)
            return new ProblemResult(ProblemKinds.KeysExhausted, $"There are {ApiKeyStore.KeysMax} keys; delete those that nobody uses.");

        verifier.Forget();
        await audit.AddAsync(KeyAudit.Add(RequestCaller.Of(http), key), cancellation);
        KeyLog.KeyCreated(log, key.Id, request.Role!);
        http.Response.Headers.CacheControl = "no-store";
        var body = new NewKeyResponse(key.Id, key.Name, request.Role!, secret, key.CreatedAt);
        return TypedResults.Json(body, RestJson.Strict.NewKeyResponse, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(
        string id, HttpContext http, ApiKeyStore store, ApiKeyVerifier verifier, AuditStore audit, ILogger<KeyRequest> log, CancellationToken cancellation)
    {
        await audit.AddAsync(KeyAudit.Delete(RequestCaller.Of(http), id), cancellation);
        var deleted = await store.DeleteAsync(id, cancellation);
        verifier.Forget();
        if (!deleted) return new ProblemResult(ProblemKinds.KeyUnknown, "There is no API key of this id.");
        KeyLog.KeyDeleted(log, id);
        return TypedResults.NoContent();
    }
}
