using System.Text.Encodings.Web;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Rest.Problems;

/// <summary>An RFC 9457 problem detail. Written whatever the client accepts: an error that cannot be read helps nobody.</summary>
/// <param name="detail">About this occurrence, for people; no secrets, no internals.</param>
internal sealed class ProblemResult(ProblemKind kind, string? detail = null) : IResult
{
    /// <summary>The media type of every error.</summary>
    public const string ContentType = "application/problem+json";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Per field what is wrong with it.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Numbers beside the standard members, e.g. how far an import came.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Numbers { get; init; } = [];

    /// <summary>Texts beside them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; } = [];

    /// <summary>When it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Finds the log line of this error.</summary>
    public string? TraceId { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } retryAfter) response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await using (var writer = new Utf8JsonWriter(response.BodyWriter, WriterOptions)) Write(writer);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", kind.Type);
        writer.WriteString("title", kind.Title);
        writer.WriteNumber("status", kind.Status);
        if (detail is not null) writer.WriteString("detail", detail);
        if (TraceId is not null) writer.WriteString("trace_id", TraceId);
        foreach (var (name, number) in Numbers) writer.WriteNumber(name, number);
        foreach (var (name, text) in Texts) writer.WriteString(name, text);
        if (Errors.Count > 0) WriteErrors(writer);
        writer.WriteEndObject();
    }

    private void WriteErrors(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("errors");
        foreach (var field in Errors.GroupBy(e => e.Field, StringComparer.Ordinal))
        {
            writer.WriteStartArray(field.Key);
            foreach (var error in field) writer.WriteStringValue(error.Message.ToString());
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
