using System.Diagnostics.Metrics;
using Gateway.Actors.Load;
using Gateway.Platform.Metrics;
using Xunit;

namespace Gateway.Tests.Platform.Metrics;

/// <summary>Sums, buckets and limits of what is read; the expected text is worked by hand from Prometheus' description of its format.</summary>
public sealed class MetricReaderTests : IDisposable
{
    private readonly MetricScope _scope = new();
    private readonly MetricReader _reader;
    private readonly Meter _meter;

    public MetricReaderTests()
    {
        _reader = new MetricReader(_scope);
        _meter = new Meter(new MeterOptions("Gateway.Test") { Scope = _scope });
    }

    [Theory]
    [InlineData("gateway.upload.duration", "s", false, "gateway_upload_duration_seconds")]
    [InlineData("dotnet.gc.collections", "{collection}", true, "dotnet_gc_collections_total")]
    [InlineData("dotnet.process.cpu.time", "s", true, "dotnet_process_cpu_time_seconds_total")]
    [InlineData("a.size.bytes", "By", false, "a_size_bytes")]
    [InlineData("plain", null, false, "plain")]
    public void Name_OfOpenTelemetry_IsWrittenAsPrometheusDoes(string name, string? unit, bool counter, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(name, unit, counter));

    [Fact]
    public void Counter_WithLabels_IsAddedUpPerLabelSet()
    {
        var counter = _meter.CreateCounter<long>("t.counted", "{thing}", "Counts.");
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a\"b\\"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a\"b\\"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", "c"));

        var text = Text("t_counted");

        Assert.StartsWith("# HELP t_counted_total Counts.\n# TYPE t_counted_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("t_counted_total{kind=\"a\\\"b\\\\\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("t_counted_total{kind=\"c\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Histogram_Buckets_AreCumulativeWithInclusiveBounds()
    {
        var histogram = _meter.CreateHistogram("t.took", "s", "Took.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        foreach (var value in new[] { 0.5, 1, 1.5, 7 }) histogram.Record(value);

        Assert.EndsWith(
            "t_took_seconds_bucket{le=\"1\"} 2\nt_took_seconds_bucket{le=\"2\"} 3\nt_took_seconds_bucket{le=\"+Inf\"} 4\nt_took_seconds_sum 10\nt_took_seconds_count 4\n",
            Text("t_took"), StringComparison.Ordinal);
    }

    [Fact]
    public void UpDownCounterAndGauge_Values_AreOfNow()
    {
        var open = _meter.CreateUpDownCounter<int>("t.open");
        open.Add(5);
        open.Add(-2);
        var level = 7;
        _meter.CreateObservableGauge("t.level", () => level);
        Assert.Contains("t_open 3\n", Text("t_open"), StringComparison.Ordinal);
        Assert.Contains("t_level 7\n", Text("t_level"), StringComparison.Ordinal);
        level = 4;
        Assert.Contains("t_level 4\n", Text("t_level"), StringComparison.Ordinal);
    }

    [Fact]
    public void ObservedLabelSets_ThatAreToldNoMore_AreGone()
    {
        var kind = "a";
        _meter.CreateObservableGauge("t.kinds", () => new Measurement<int>(1, new KeyValuePair<string, object?>("kind", kind)));
        Assert.Contains("kind=\"a\"", Text("t_kinds"), StringComparison.Ordinal);
        kind = "b";
        Assert.DoesNotContain("kind=\"a\"", Text("t_kinds"), StringComparison.Ordinal);
    }

    [Fact]
    public void ObservedValue_ThatIsNotKnown_IsNotShownAtAll()
    {
        double? known = 2;
        _meter.CreateObservableGauge("t.known", () => known is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>());
        Assert.Contains("t_known 2\n", Text("t_known"), StringComparison.Ordinal);
        known = null;
        Assert.Equal("", Text("t_known"));
    }

    [Fact]
    public void TwoLabels_Order_IsFrozen()
    {
        _meter.CreateCounter<int>("t.refused").Add(1, new KeyValuePair<string, object?>("command", "other"), new KeyValuePair<string, object?>("code", "9999"));

        Assert.Contains("t_refused_total{command=\"other\",code=\"9999\"} 1\n", Text("t_refused"), StringComparison.Ordinal);
    }

    [Fact]
    public void Histogram_OfDurations_HasTheBoundsItAlwaysHad()
    {
        _meter.CreateHistogram<double>("t.lasted", "s").Record(0.3, new KeyValuePair<string, object?>("state", "done"));

        Assert.Equal(
            ["0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30", "+Inf"],
            Text("t_lasted").Split('\n').Where(static line => line.Contains("_bucket{state=\"done\",le=\"", StringComparison.Ordinal)).Select(static line => line.Split('"')[3]));
    }

    [Fact]
    public void LabelSets_BeyondTheLimit_AreCountedInOne()
    {
        var counter = _meter.CreateCounter<int>("t.many");
        for (var i = 0; i < MetricReader.SeriesMax + 50; i++) counter.Add(1, new KeyValuePair<string, object?>("n", i));

        var lines = Text("t_many").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(MetricReader.SeriesMax + 3, lines.Length);
        Assert.Contains("t_many_total 50", lines);
    }

    [Fact]
    public void Meters_OfAnotherNode_AreLeftOut()
    {
        using var other = new Meter(new MeterOptions("Gateway.Test") { Scope = new MetricScope() });
        other.CreateCounter<int>("t.other").Add(1);
        using var foreign = new Meter("Foreign");
        foreign.CreateCounter<int>("t.foreign").Add(1);

        Assert.Equal("", Text("t_other"));
        Assert.Equal("", Text("t_foreign"));
    }

    public void Dispose()
    {
        _meter.Dispose();
        _reader.Dispose();
    }

    /// <summary>The lines of one metric.</summary>
    private string Text(string name) => string.Concat(
        PrometheusText.Of(_reader).Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) || line.Contains($" {name}", StringComparison.Ordinal)).Select(line => line + "\n"));
}
