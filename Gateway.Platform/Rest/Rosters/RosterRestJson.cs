using System.Text.Json.Serialization;
using Gateway.Platform.Json;
using Gateway.Platform.Rest.Requests;
using Gateway.Platform.Rosters;

namespace Gateway.Platform.Rest.Rosters;

/// <summary>What the routes of rosters read and write.</summary>
[JsonSerializable(typeof(RosterPersonRequest))]
[JsonSerializable(typeof(RosterPutResponse))]
[JsonSerializable(typeof(RosterImportResponse))]
[JsonSerializable(typeof(PageResponse<RosterItem>))]
[JsonSerializable(typeof(RosterPersonResponse))]
[JsonSerializable(typeof(PageResponse<DeviceRosterItem>))]
internal sealed partial class RosterRestJson : JsonSerializerContext
{
    /// <summary>The one that follows <see cref="JsonRules"/>.</summary>
    public static RosterRestJson Strict { get; } = new(JsonRules.Configure(new JsonSerializerOptions()));
}
