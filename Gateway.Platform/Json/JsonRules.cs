using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace Gateway.Platform.Json;

/// <summary>How the platform's JSON is read and written: snake_case, exact names, no unknown or repeated fields, Chinese text as it is, times in UTC with a Z.</summary>
internal static class JsonRules
{
    /// <summary>Gives <paramref name="options"/> these rules.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new UtcConverter());
        return options;
    }
}
