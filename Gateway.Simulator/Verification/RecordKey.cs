namespace Gateway.Simulator.Verification;

/// <summary>What makes an attendance record the same one (D18).</summary>
internal readonly record struct RecordKey(string Sn, string UserId, DateTimeOffset RecogTime)
{
    /// <summary>For people: <c>sn/user_id@time</c>.</summary>
    public override string ToString() => $"{Sn}/{UserId}@{RecogTime.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
