using System.Text.Json.Serialization;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Import;
using Gateway.Platform.Jobs;
using Gateway.Platform.Json;
using Gateway.Platform.Nodes;
using Gateway.Platform.Quarantine;
using Gateway.Platform.Rest.Commands;
using Gateway.Platform.Rest.Devices;
using Gateway.Platform.Rest.Health;
using Gateway.Platform.Rest.Jobs;
using Gateway.Platform.Rest.Keys;
using Gateway.Platform.Rest.Quarantine;
using Gateway.Platform.Rest.Registrations;
using Gateway.Platform.Rest.Rosters;
using Gateway.Platform.Rest.UnknownTerminals;
using Gateway.Platform.Sites;

namespace Gateway.Platform.Rest.Requests;

/// <summary>What the Platform API reads and writes.</summary>
[JsonSerializable(typeof(PutDeviceRequest))]
[JsonSerializable(typeof(ConnectionsResponse))]
[JsonSerializable(typeof(DeviceResponse))]
[JsonSerializable(typeof(PageResponse<DeviceResponse>))]
[JsonSerializable(typeof(PageResponse<ModelResponse>))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(CommandResponse))]
[JsonSerializable(typeof(PageResponse<CommandResponse>))]
[JsonSerializable(typeof(AcceptedCommandResponse))]
[JsonSerializable(typeof(AcceptedBatchResponse))]
[JsonSerializable(typeof(BatchResponse))]
[JsonSerializable(typeof(PutSiteRequest))]
[JsonSerializable(typeof(SiteResponse))]
[JsonSerializable(typeof(PageResponse<SiteResponse>))]
[JsonSerializable(typeof(SiteSuggestionsResponse))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(AcceptedJobResponse))]
[JsonSerializable(typeof(JobResponse))]
[JsonSerializable(typeof(PageResponse<JobResponse>))]
[JsonSerializable(typeof(JobTargetResponse))]
[JsonSerializable(typeof(PageResponse<JobTargetResponse>))]
[JsonSerializable(typeof(UnknownTerminalResponse))]
[JsonSerializable(typeof(PageResponse<UnknownTerminalResponse>))]
[JsonSerializable(typeof(ImportResponse))]
[JsonSerializable(typeof(QuarantineResponse))]
[JsonSerializable(typeof(PageResponse<QuarantineResponse>))]
[JsonSerializable(typeof(ReadAgainResponse))]
[JsonSerializable(typeof(DiagnosisResponse))]
[JsonSerializable(typeof(RegistrationSearchRequest))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyResponse))]
[JsonSerializable(typeof(NewKeyResponse))]
[JsonSerializable(typeof(PageResponse<KeyResponse>))]
[JsonSerializable(typeof(LiveResponse))]
[JsonSerializable(typeof(ReadyResponse))]
[JsonSerializable(typeof(ClusterResponse))]
[JsonSerializable(typeof(DrainResponse))]
[JsonSerializable(typeof(ResyncRequest))]
[JsonSerializable(typeof(ResyncResponse))]
internal sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>; <see cref="Default"/>, which the generator makes, does not.</summary>
    public static RestJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
