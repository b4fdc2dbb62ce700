using System.Text.Json.Serialization.Metadata;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Json;

/// <summary>Reads JSON strictly and names the field that is wrong.</summary>
internal static class JsonText
{
    /// <summary>Most characters of a field's name in an error: it may be as long as the body.</summary>
    private const int FieldLengthMax = 64;

    /// <summary>The object, or null and what is wrong with it.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, FieldErrors errors)
        where T : class
    {
        try
        {
            var body = JsonSerializer.Deserialize(json, type);
            if (body is null) errors.Add("body", ProblemKinds.BodyMalformed, "must be a JSON object, not null");
            return body;
        }
        catch (JsonException e)
        {
            Explain(e, type, errors);
            return null;
        }
    }

    /// <summary>Adds what is wrong. The serializer's own message is not used: it may hold a value, and it names our types.</summary>
    public static void Explain(JsonException exception, JsonTypeInfo type, FieldErrors errors)
    {
        var path = Field(exception.Path);
        if (path.Length > FieldLengthMax) path = path[..FieldLengthMax];
        if (exception.InnerException is JsonException) // Not JSON at all: the reader's own exception.
            errors.Add("body", ProblemKinds.BodyMalformed, $"is not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        else if (path.Length == 0)
            errors.Add("body", ProblemKinds.BodyMalformed, "must be a JSON object");
        else if (Holder(path, type) is { } holder)
            errors.Add(path, ProblemKinds.FieldUnknown, $"is not a field of this body; known: {string.Join(", ", holder.Properties.Select(p => p.Name))}");
        else
            errors.Add(path, ProblemKinds.FieldInvalid, "has a wrong type, or stands there twice");
    }

    /// <summary><c>$.tags[0]</c> → <c>tags[0]</c>; <c>$['a.b']</c> → <c>a.b</c>.</summary>
    private static string Field(string? path) => path switch
    {
        null or "$" => "",
        _ when path.StartsWith("$['", StringComparison.Ordinal) => path[3..].TrimEnd(']').TrimEnd('\''),
        _ => path.TrimStart('$').TrimStart('.'),
    };

    /// <summary>The object that does not know the field at the path; null when each field of it is known.</summary>
    private static JsonTypeInfo? Holder(string path, JsonTypeInfo type)
    {
        while (true)
        {
            var end = path.AsSpan().IndexOfAny('.', '[');
            var name = end < 0 ? path : path[..end];
            if (type.Kind != JsonTypeInfoKind.Object) return null;
            if (type.Properties.FirstOrDefault(p => p.Name == name) is not { } property) return type;

            // Into objects only: lists here hold texts.
            if (end < 0 || path[end] != '.' || !type.Options.TryGetTypeInfo(property.PropertyType, out var inner)) return null;

            (path, type) = (path[(end + 1)..], inner);
        }
    }
}
