namespace Gateway.Benchmarks.Attendance;

/// <summary>What one round on PostgreSQL has measured.</summary>
/// <param name="GatewayMicros">Processor time of this process for one record, µs.</param>
/// <param name="ServerMicros">Processor time of PostgreSQL for one record, µs; null when it is not known.</param>
internal sealed record PostgresRound(AttendanceRound Round, double GatewayMicros, double? ServerMicros)
{
    public override string ToString() => $"{Round}  CPU a record {GatewayMicros:F1} µs here, {ServerMicros:F1} µs in PostgreSQL";
}
