namespace Gateway.Platform.Rest.Requests;

/// <summary>The body of a request that is read line by line.</summary>
internal static class TextBody
{
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";

    /// <summary>Its media type in lower case; null when there is none, or when it is not in UTF-8.</summary>
    public static string? MediaType(HttpRequest request)
    {
        var type = request.GetTypedHeaders().ContentType;
        var charset = type?.Charset.Value?.Trim('"');
        if (!string.IsNullOrEmpty(charset) && !string.Equals(charset, Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase)) return null;
        return type?.MediaType.Value?.ToLowerInvariant();
    }
}
