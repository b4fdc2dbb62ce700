using System.Text.Json.Serialization;
using Gateway.Platform.Json;

namespace Gateway.Platform.Rest.Certification;

/// <summary>What the certifier's routes read and write.</summary>
[JsonSerializable(typeof(CertificationRequest))]
[JsonSerializable(typeof(CertificationResponse))]
internal sealed partial class CertificationRestJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>.</summary>
    public static CertificationRestJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
