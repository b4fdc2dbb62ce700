using System.Text.Json.Serialization.Metadata;
using Gateway.Platform.Json;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Rest.Requests;

/// <summary>Reads the JSON body of a request strictly.</summary>
internal static class JsonBody
{
    /// <summary>The body, or null and what is wrong with it. The size is limited by the server (413).</summary>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, FieldErrors errors, CancellationToken cancellation)
        where T : class
    {
        if (!IsJson(request))
        {
            errors.Add("Content-Type", ProblemKinds.MediaTypeUnsupported, "must be application/json in UTF-8");
            return null;
        }

        try
        {
            var body = await JsonSerializer.DeserializeAsync(request.Body, type, cancellation);
            if (body is null) errors.Add("body", ProblemKinds.BodyMalformed, "must be a JSON object, not null");
            return body;
        }
        catch (JsonException e)
        {
            JsonText.Explain(e, type, errors);
            return null;
        }
    }

    private static bool IsJson(HttpRequest request)
    {
        if (!request.HasJsonContentType()) return false;
        var charset = request.GetTypedHeaders().ContentType?.Charset.Value;
        return string.IsNullOrEmpty(charset) || string.Equals(charset.Trim('"'), Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase);
    }
}
