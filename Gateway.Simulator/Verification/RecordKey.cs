namespace Gateway.Simulator.Verification;

/// <summary>What makes an attendance record the same one (D18).</summary>
internal readonly record struct RecordKey(string Sn, string UserId, DateTimeOffset RecogTime)
{
    /// <summary>Reads <c>{sn, user_id, recog_time}</c>, as the platform API and the log of acknowledged records write it.</summary>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="InvalidOperationException">A member is no text.</exception>
    /// <exception cref="FormatException">The time is none.</exception>
    public static RecordKey Read(JsonElement json) => new(
        json.GetProperty("sn").GetString() ?? "",
        json.GetProperty("user_id").GetString() ?? "",
        json.GetProperty("recog_time").GetDateTimeOffset().ToUniversalTime());

    /// <summary>For people: <c>sn/user_id@time</c>.</summary>
    public override string ToString() => $"{Sn}/{UserId}@{RecogTime.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
