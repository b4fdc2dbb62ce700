using System.Diagnostics.Metrics;
using Gateway.Actors.Load;

namespace Gateway.Platform.Metrics;

/// <summary>
/// Gathers the instruments of System.Diagnostics.Metrics that operators are shown: ours and the runtime's. Sums and buckets are kept here, so a reading costs no look at the past.
/// </summary>
internal sealed class MetricReader : IDisposable
{
    /// <summary>Our meters begin with this; frozen.</summary>
    private const string Ours = "Gateway.";

    /// <summary>The runtime's own meter: processor time, memory, garbage collection, thread pool, exceptions.</summary>
    private const string Runtime = "System.Runtime";

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<MetricFamily> _families = [];

    /// <param name="scope">Of meters that belong to one node (<see cref="Meter.Scope"/>): those of other nodes of this process are left out. Meters without a scope are the process's.</param>
    public MetricReader(MetricScope scope)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument.Meter, scope))
            {
                listener.EnableMeasurementEvents(instrument, Add(instrument));
            }
        };
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Every family with its values of now, ordered by name; one reading at a time.</summary>
    public void Read(Action<MetricFamily> each)
    {
        lock (_gate)
        {
            foreach (var family in _families)
            {
                family.BeginReading();
            }

            _listener.RecordObservableInstruments();
            foreach (var family in _families.OrderBy(static family => family.Name, StringComparer.Ordinal))
            {
                each(family);
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsWanted(Meter meter, MetricScope scope) =>
        (meter.Name == Runtime || meter.Name.StartsWith(Ours, StringComparison.Ordinal)) && (meter.Scope is not MetricScope other || ReferenceEquals(other, scope));

    private MetricFamily Add(Instrument instrument)
    {
        var family = new MetricFamily(instrument);
        lock (_gate)
        {
            _families.Add(family);
        }

        return family;
    }
}
