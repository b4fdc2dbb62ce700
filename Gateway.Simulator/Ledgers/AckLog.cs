namespace Gateway.Simulator.Ledgers;

/// <summary>
/// Every record the gateway has acknowledged with 0000, written only after that answer was read: what a checker may demand to find (verify).
/// </summary>
internal sealed class AckLog(JsonLineFile file) : IAsyncDisposable
{
    /// <summary>Appends one record; its time is written in RFC 3339, UTC, as the platform API writes it.</summary>
    public void Append(string sn, string userId, long unixSeconds) =>
        file.Append((sn, userId, unixSeconds), static (json, record) =>
        {
            json.WriteString("sn", record.sn);
            json.WriteString("user_id", record.userId);
            json.WriteString("recog_time", DateTimeOffset.FromUnixTimeSeconds(record.unixSeconds).UtcDateTime);
        });

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
