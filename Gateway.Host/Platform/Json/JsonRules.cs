using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Host.Platform.Cluster;
using Gateway.Host.Platform.Commands;
using Gateway.Host.Platform.Devices;
using Gateway.Host.Platform.Health;
using Gateway.Host.Platform.Import;
using Gateway.Host.Platform.Keys;
using Gateway.Host.Platform.Quarantine;
using Gateway.Host.Redis;

namespace Gateway.Host.Platform.Requests;

/// <summary>
/// How the Platform API reads and writes JSON: snake_case, exact names, no unknown or repeated fields, Chinese text as it is, times in UTC with a Z.
/// </summary>
[JsonSerializable(typeof(DeviceWish))]
[JsonSerializable(typeof(ImportedDevice))]
[JsonSerializable(typeof(ConnectionsBody))]
[JsonSerializable(typeof(DeviceBody))]
[JsonSerializable(typeof(PageBody<DeviceBody>))]
[JsonSerializable(typeof(CommandWish))]
[JsonSerializable(typeof(BatchWish))]
[JsonSerializable(typeof(InboundWish))]
[JsonSerializable(typeof(CommandBody))]
[JsonSerializable(typeof(PageBody<CommandBody>))]
[JsonSerializable(typeof(AcceptedCommandBody))]
[JsonSerializable(typeof(AcceptedBatchBody))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(QuarantineBody))]
[JsonSerializable(typeof(PageBody<QuarantineBody>))]
[JsonSerializable(typeof(KeyWish))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(NewKeyBody))]
[JsonSerializable(typeof(PageBody<KeyBody>))]
[JsonSerializable(typeof(LiveBody))]
[JsonSerializable(typeof(ReadyBody))]
[JsonSerializable(typeof(ClusterBody))]
[JsonSerializable(typeof(DrainBody))]
internal sealed partial class PlatformJson : JsonSerializerContext
{
    /// <summary>The one instance with the house's options.</summary>
    public static PlatformJson House { get; } = new(Configure(new JsonSerializerOptions()));

    /// <summary>Gives <paramref name="options"/> the house's rules.</summary>
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
