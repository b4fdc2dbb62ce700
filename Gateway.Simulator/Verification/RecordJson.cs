using System.Text.Json;

namespace Gateway.Simulator.Verification;

/// <summary>Reads <c>{sn, user_id, recog_time}</c>, as the platform API and the log of acknowledged records write it.</summary>
internal static class RecordJson
{
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="InvalidOperationException">A member is no text.</exception>
    /// <exception cref="FormatException">The time is none.</exception>
    public static RecordKey Read(JsonElement json) => new(
        json.GetProperty("sn").GetString() ?? "",
        json.GetProperty("user_id").GetString() ?? "",
        json.GetProperty("recog_time").GetDateTimeOffset().ToUniversalTime());
}
