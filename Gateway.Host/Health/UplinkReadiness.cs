using Gateway.Actors.Attendance;
using Gateway.Platform.Rest.Health;

namespace Gateway.Host.Health;

/// <summary>The stream that stores uploads runs.</summary>
internal sealed class UplinkReadiness(AttendanceLog attendance) : IReadinessCheck
{
    public string Name => "uplink";

    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult(attendance.IsRunning ? null : "the stream of uploads does not run");
}
