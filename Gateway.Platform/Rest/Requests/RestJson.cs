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
using Gateway.Platform.Rest.Registrations;

namespace Gateway.Platform.Rest.Requests;

/// <summary>What the Platform API reads and writes.</summary>
[JsonSerializable(typeof(PutDeviceRequest))]
[JsonSerializable(typeof(ConnectionsResponse))]
[JsonSerializable(typeof(DeviceResponse))]
[JsonSerializable(typeof(PageResponse<DeviceResponse>))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(CommandResponse))]
[JsonSerializable(typeof(PageResponse<CommandResponse>))]
[JsonSerializable(typeof(AcceptedCommandResponse))]
[JsonSerializable(typeof(AcceptedBatchResponse))]
[JsonSerializable(typeof(BatchResponse))]
[JsonSerializable(typeof(ImportResponse))]
[JsonSerializable(typeof(QuarantineResponse))]
[JsonSerializable(typeof(PageResponse<QuarantineResponse>))]
[JsonSerializable(typeof(RegistrationSearchRequest))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyResponse))]
[JsonSerializable(typeof(NewKeyResponse))]
[JsonSerializable(typeof(PageResponse<KeyResponse>))]
[JsonSerializable(typeof(LiveResponse))]
[JsonSerializable(typeof(ReadyResponse))]
[JsonSerializable(typeof(ClusterResponse))]
[JsonSerializable(typeof(DrainResponse))]
internal sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>; <see cref="Default"/>, which the generator makes, does not.</summary>
    public static RestJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
