using System.Text.Json.Serialization;
using Gateway.Platform.Json;

namespace Gateway.Platform.Certification;

/// <summary>How a run's report is kept.</summary>
[JsonSerializable(typeof(CertificationReport))]
internal sealed partial class CertificationJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>.</summary>
    public static CertificationJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
