using System.Diagnostics;
using Gateway.Benchmarks.Measuring;

namespace Gateway.Benchmarks.Attendance;

/// <summary>Uploaders that send by the clock, whether or not the last upload was slow: the time of an answer counts from when the upload was due.</summary>
internal static class PacedUploads
{
    public const int RecordsPerSecond = 2000;

    /// <returns>Times until the uploads were durable.</returns>
    public static Task<Latencies> RunAsync(AttendanceBench bench, int uploaders, TimeSpan duration, CancellationToken cancellation) =>
        RunAsync(terminal => bench.Log.StoreAsync(bench.NextUpload(terminal)), uploaders, duration, cancellation);

    /// <param name="upload">Stores the next upload of a terminal.</param>
    /// <returns>Times until the uploads were durable.</returns>
    public static async Task<Latencies> RunAsync(Func<int, Task> upload, int uploaders, TimeSpan duration, CancellationToken cancellation)
    {
        var interval = TimeSpan.FromSeconds((double)uploaders * UploadSource.RecordsPerUpload / RecordsPerSecond);
        var started = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(Enumerable.Range(0, uploaders).Select(terminal =>
            UploadAsync(upload, terminal, started, interval * terminal / uploaders, interval, duration, cancellation)));
        return new Latencies(each);
    }

    private static async Task<Latencies> UploadAsync(
        Func<int, Task> upload, int terminal, long started, TimeSpan first, TimeSpan interval, TimeSpan duration, CancellationToken cancellation)
    {
        var latencies = new Latencies();
        for (var due = first; due < duration; due += interval)
        {
            var ahead = due - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead, cancellation);
            await upload(terminal);
            var late = Stopwatch.GetElapsedTime(started) - due;
            latencies.Add((long)(late.TotalSeconds * Stopwatch.Frequency));
        }

        return latencies;
    }
}
