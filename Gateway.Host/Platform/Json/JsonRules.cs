using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Import;
using Gateway.Platform.Nodes;
using Gateway.Platform.Redis;
using Gateway.Platform.Rest.Commands;
using Gateway.Platform.Rest.Devices;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Quarantine;
using Gateway.Platform.Rest.Requests;

namespace Gateway.Platform.Json;

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
