using System.Text.Json.Serialization;
using Gateway.Platform.Json;

namespace Gateway.Platform.Import;

/// <summary>The lines of an import that are JSON.</summary>
[JsonSerializable(typeof(ImportedDevice))]
internal sealed partial class ImportJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>.</summary>
    public static ImportJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
