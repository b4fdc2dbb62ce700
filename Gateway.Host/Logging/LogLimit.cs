using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace Gateway.Host.Logging;

/// <summary>
/// The same line at most <see cref="LinesMax"/> times in <see cref="Window"/>: a database that is away fails thousands of requests, and a log that fills the disk
/// is a fault of its own. The next line of its kind says how many were left out.
/// </summary>
internal sealed class LogLimit(TimeProvider time) : ILogEventFilter
{
    public const int LinesMax = 20;

    /// <summary>Kinds of lines that are counted; with more of them the counting begins anew.</summary>
    private const int KindsMax = 1000;

    /// <summary>The property of the line that follows left-out ones.</summary>
    public const string LeftOut = "LeftOut";

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Template, string? Source, Type? Failure), Count> _counts = new();

    public bool IsEnabled(LogEvent logEvent)
    {
        var source = logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) ? (value as ScalarValue)?.Value as string : null;
        if (_counts.Count > KindsMax) _counts.Clear();
        var count = _counts.GetOrAdd((logEvent.MessageTemplate.Text, source, logEvent.Exception?.GetType()), static _ => new Count());
        lock (count)
        {
            if (count.Lines == 0 || time.GetElapsedTime(count.Since) >= Window)
            {
                (count.Since, count.Lines) = (time.GetTimestamp(), 0);
                if (count.Dropped > 0) logEvent.AddOrUpdateProperty(new LogEventProperty(LeftOut, new ScalarValue(count.Dropped)));
                count.Dropped = 0;
            }

            if (count.Lines < LinesMax)
            {
                count.Lines++;
                return true;
            }

            count.Dropped++;
            return false;
        }
    }

    private sealed class Count
    {
        public long Since { get; set; }

        public int Lines { get; set; }

        public int Dropped { get; set; }
    }
}
