using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Import;
using Gateway.Platform.Json;
using Gateway.Platform.Nodes;
using Gateway.Platform.Rest.Commands;
using Gateway.Platform.Rest.Devices;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Quarantine;

namespace Gateway.Platform.Rest.Requests;

/// <summary>What the Platform API reads and writes.</summary>
[JsonSerializable(typeof(DeviceWish))]
[JsonSerializable(typeof(ConnectionsBody))]
[JsonSerializable(typeof(DeviceBody))]
[JsonSerializable(typeof(PageBody<DeviceBody>))]
[JsonSerializable(typeof(CommandWish))]
[JsonSerializable(typeof(BatchWish))]
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
internal sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>; <see cref="Default"/>, which the generator makes, does not.</summary>
    public static RestJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
