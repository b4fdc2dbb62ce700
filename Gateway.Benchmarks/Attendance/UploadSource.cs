using Gateway.Actors.Attendance;
using Gateway.Actors.Sessions;
using Gateway.Benchmarks.Servers;

namespace Gateway.Benchmarks.Attendance;

/// <summary>Uploads as terminals at gates make them: records of now, workers of a few sites, never the same twice. For any number of threads.</summary>
internal sealed class UploadSource(TimeProvider time)
{
    public const int RecordsPerUpload = 4;
    private const int Workers = 20_000;
    private const int Sites = 20;

    private readonly long _begin = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _count;

    public AttendanceUpload Next(int terminal)
    {
        var now = time.GetUtcNow();
        var sn = BenchTerminal.Sn(terminal);
        var records = new AttendanceRecord[RecordsPerUpload];
        for (var i = 0; i < records.Length; i++) records[i] = Record(sn, terminal, now);
        return new AttendanceUpload(sn, Transport.Socket, now, records, Fault: null);
    }

    /// <summary>The same records, without uploads around them.</summary>
    public AttendanceRecord[] NextRecords(int count)
    {
        var now = time.GetUtcNow();
        var records = new AttendanceRecord[count];
        for (var i = 0; i < count; i++)
        {
            var terminal = i / RecordsPerUpload % AttendanceComparison.Uploaders;
            records[i] = Record(BenchTerminal.Sn(terminal), terminal, now);
        }

        return records;
    }

    private AttendanceRecord Record(string sn, int terminal, DateTimeOffset now)
    {
        // A clock of its own that never stands: so no two records are the same (D18).
        var number = Interlocked.Increment(ref _count);
        var recognised = DateTimeOffset.FromUnixTimeMilliseconds(_begin + number);
        var user = (number * 7919 % Workers).ToString("D8", CultureInfo.InvariantCulture);
        var site = string.Create(CultureInfo.InvariantCulture, $"site-{terminal % Sites}");
        var text = recognised.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new AttendanceRecord(Guid.CreateVersion7(now), sn, user, recognised, text, now, Transport.Socket, site, ExtraJson: null);
    }
}
