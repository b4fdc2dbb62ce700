using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Reports;

namespace Gateway.Simulator.Terminals;

/// <summary>What all terminals of a run share.</summary>
internal sealed class RunContext(TimeProvider time, FleetOptions options)
{
    private volatile bool _recording = true;
    private volatile bool _connecting = true;

    public TimeProvider Time => time;

    public FleetOptions Options => options;

    public RunCounters Counters { get; } = new();

    public WrongAnswerLog Wrong { get; } = new(time);

    public LatencyRecorder HeartbeatLatency { get; } = new();

    public LatencyRecorder UploadLatency { get; } = new();

    /// <summary>GetAddPerson and GetDelPerson of HTTPS terminals.</summary>
    public LatencyRecorder PollLatency { get; } = new();

    public StormWatch Storm { get; } = new(time);

    /// <summary>Null when nobody wants it.</summary>
    public AckLog? AckLog { get; init; }

    /// <summary>Null when nobody wants it.</summary>
    public ReceivedLog? ReceivedLog { get; init; }

    /// <summary>Null when nobody wants it.</summary>
    public IServiceMeter? Meter { get; init; }

    /// <summary>Who is on which terminal; null: terminals forget whom they took in.</summary>
    public PersonLists? Persons { get; init; }

    /// <summary>False once the run's time is over: nobody is recognised any more, what is left is uploaded.</summary>
    public bool Recording => _recording;

    /// <summary>False at the very end: whoever is disconnected stays so.</summary>
    public bool Connecting => _connecting;

    /// <summary>A span of time in timestamps of <see cref="Time"/>.</summary>
    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    public void StopRecording() => _recording = false;

    public void StopConnecting() => _connecting = false;
}
