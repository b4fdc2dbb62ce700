using Microsoft.OpenApi;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>The headers of answers that say something; every other one is plain HTTP.</summary>
internal static class OpenApiHeaders
{
    public const string RetryAfter = "Retry-After";

    public const string WwwAuthenticate = "WWW-Authenticate";

    /// <summary>Name, what it says, an example, whether it is a number.</summary>
    public static readonly IReadOnlyList<(string Name, string Description, string Example)> All =
    [
        (RetryAfter, "Seconds after which trying again is worth while. Absent: a pause of the caller's own, doubled each time, does.", "5"),
        (WwwAuthenticate, "`Bearer`: send `Authorization: Bearer <key>`.", "Bearer"),
        ("Location", "Where what was made can be read.", "/api/v1/devices/84E0F420576B0001"),
        ("Vary", "The answer depends on these headers of the request.", "Accept, Accept-Language"),
        ("Content-Disposition", "A name for the file.", "attachment; filename=\"devices.csv\""),
    ];

    /// <summary>What every answer of <paramref name="status"/> may carry.</summary>
    public static IEnumerable<string> Of(string status) => status switch
    {
        "401" => [WwwAuthenticate],
        "429" or "503" => [RetryAfter],
        _ => [],
    };

    public static OpenApiHeader Of((string Name, string Description, string Example) header) => new()
    {
        Description = header.Description,
        Schema = header.Name == RetryAfter ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" } : new OpenApiSchema { Type = JsonSchemaType.String },
        Example = header.Name == RetryAfter ? 5 : header.Example,
    };
}
