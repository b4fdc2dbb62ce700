using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Platform.OpenApi;

/// <summary>
/// Stands in every HTTP client of the tests, and holds each request and answer of the Platform API against the document: so every test of a route is a test of the document, too.
/// </summary>
internal sealed class ContractHandler(HttpMessageHandler? inner = null) : DelegatingHandler(inner ?? new SocketsHttpHandler())
{
    /// <summary>Plain HTTP, or for intermediaries: the document need not tell of them.</summary>
    private static readonly HashSet<string> PlainHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Server", "Transfer-Encoding", "Connection", "Keep-Alive", "Cache-Control", "Pragma", "Allow", "X-Content-Type-Options",
        "X-Accel-Buffering", "Content-Security-Policy", "Referrer-Policy", "X-Frame-Options",
        "Permissions-Policy", "Strict-Transport-Security", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    };

    /// <summary>The document is being written anew: the one that is there may be wrong.</summary>
    private static bool IsWriting { get; } = RunningApiTests.Wish is not null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (IsWriting) return response;
        var document = ApiDocument.OfRepository;
        if (document.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is not { } operation) return response;
        var fault = AnswerFault(document, operation, response, await JsonOfAsync(response.Content, cancellationToken))
            ?? (response.IsSuccessStatusCode ? RequestFault(document, operation, request.Content, await JsonOfAsync(Kept(request.Content), cancellationToken)) : null);
        return fault is null ? response : throw new ContractException($"{operation.Name}: {fault}");
    }

    private static string? AnswerFault(ApiDocument document, ApiOperation operation, HttpResponseMessage response, JsonNode? body)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (operation.Json["responses"]![status] is not { } told)
            return $"it answered {status} {ProblemCode(body)}: name the problem in Rest/OpenApi/Examples, or what it .Produces";

        var unknown = response.Headers.Select(static h => h.Key).FirstOrDefault(h => !PlainHeaders.Contains(h) && told["headers"]?[h] is null);
        if (unknown is not null) return $"its {status} has the header {unknown}: name it among the headers of this operation in Rest/OpenApi/Examples";
        if (response.Content.Headers.ContentType?.MediaType is not { } mediaType) return null;
        if (told["content"]?[mediaType] is not { } shown) return $"its {status} is {mediaType}, which the document does not know: .Produces";
        if (ProblemCode(body) is { } code && shown["examples"]?[code] is null)
            return $"it answered {status} {code}: name it among the problems of this operation in Rest/OpenApi/Examples";
        return body is null ? null : document.Schemas.Faults(shown["schema"]!, body) is [var fault, ..] ? $"its {status} does not fit the document: {fault}" : null;
    }

    private static string? RequestFault(ApiDocument document, ApiOperation operation, HttpContent? content, JsonNode? body)
    {
        if (content is null || body is null) return null;
        return operation.Json["requestBody"]?["content"]?[content.Headers.ContentType!.MediaType!]?["schema"] is not { } schema
            ? "the document knows no body of this type, yet it was accepted"
            : document.Schemas.Faults(schema, body) is [var fault, ..] ? $"the document refuses what the gateway accepts: {fault}" : null;
    }

    /// <summary>A body that can be read again after it was sent.</summary>
    private static HttpContent? Kept(HttpContent? content) => content is ByteArrayContent or JsonContent ? content : null;

    private static string? ProblemCode(JsonNode? body) =>
        (body as JsonObject)?["type"] is JsonValue type && type.ToString().Split(':') is ["urn", "gateway", "problem", var code] ? code : null;

    private static async Task<JsonNode?> JsonOfAsync(HttpContent? content, CancellationToken cancellation)
    {
        if (content?.Headers.ContentType is not { MediaType: "application/json" or "application/problem+json" }) return null;
        try
        {
            return JsonNode.Parse(await content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // Sent once only, cut, or twice the same field: the test knows why.
        }
    }
}

/// <summary>The gateway and its document contradict each other.</summary>
internal sealed class ContractException(string message) : Exception(message);
