namespace Gateway.Benchmarks.Attendance;

/// <summary>What one round has measured.</summary>
/// <param name="Rate">Records durable in a second.</param>
/// <param name="Batch">Records in one transaction, on average.</param>
/// <param name="P50">Milliseconds until an upload is durable; of a raw batch, until it is.</param>
/// <param name="P99">The same.</param>
internal sealed record AttendanceRound(double Rate, int Batch, double P50, double P99)
{
    public override string ToString() => $"{Rate,7:N0} records/s  {Batch,4} a transaction  p50 {P50,6:F1} ms  p99 {P99,6:F1} ms";
}
