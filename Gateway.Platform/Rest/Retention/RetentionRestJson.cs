using System.Text.Json.Serialization;
using Gateway.Platform.Json;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Rest.Retention;

/// <summary>What the routes of the retention write.</summary>
[JsonSerializable(typeof(RetentionPreviewResponse))]
[JsonSerializable(typeof(RetentionRunResponse))]
[JsonSerializable(typeof(PageResponse<RetentionProofResponse>))]
internal sealed partial class RetentionRestJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>.</summary>
    public static RetentionRestJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
