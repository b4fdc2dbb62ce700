using System.Text.Json.Serialization;
using Gateway.Platform.Json;

namespace Gateway.Platform.Rosters;

/// <summary>The lines of a list that are JSON.</summary>
[JsonSerializable(typeof(RosterLineRequest))]
internal sealed partial class RosterJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>.</summary>
    public static RosterJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
