using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Attendance;

/// <summary>What one round has measured.</summary>
/// <param name="Rate">Records durable in a second.</param>
/// <param name="Batch">Records in one transaction, on average.</param>
/// <param name="P50">Milliseconds until an upload is durable; of a raw batch, until it is.</param>
/// <param name="P99">The same.</param>
internal sealed record AttendanceRound(double Rate, int Batch, double P50, double P99)
{
    /// <summary>Of a baseline that writes one batch after another.</summary>
    /// <param name="write">Writes a batch; gives the number of its records.</param>
    public static async Task<AttendanceRound> OfBatchesAsync(int batch, TimeSpan duration, Func<Task<long>> write)
    {
        long records = 0;
        var (latencies, elapsed) = await ClosedLoop.RunAsync(1, duration, async _ => records += await write());
        return new AttendanceRound(records / elapsed.TotalSeconds, batch, latencies.Percentile(0.5), latencies.Percentile(0.99));
    }

    public override string ToString() => $"{Rate,7:N0} records/s  {Batch,4} a transaction  p50 {P50,6:F1} ms  p99 {P99,6:F1} ms";
}
