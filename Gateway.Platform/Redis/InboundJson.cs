using System.Text.Json.Serialization;
using Gateway.Platform.Json;

namespace Gateway.Platform.Redis;

/// <summary>What stands in entries of <c>gateway:commands</c>.</summary>
[JsonSerializable(typeof(InboundRequest))]
internal sealed partial class InboundJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>.</summary>
    public static InboundJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
