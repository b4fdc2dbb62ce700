using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gateway.Platform.Metrics;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.House;
using Xunit;

namespace Gateway.Tests.Whole;

/// <summary>What Prometheus reads.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Metrics_WithoutCredentials_AreTextThatParses()
    {
        using var anonymous = new HttpClient { BaseAddress = _node.Http.BaseAddress };

        using var answer = await anonymous.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        foreach (var line in (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n')) Assert.Matches(Line(), line);
    }

    [Fact]
    public async Task Metrics_AfterTraffic_HaveMoved()
    {
        var before = await ReadAsync();
        using var terminal = await _node.TerminalAsync();
        var sn = terminal.Sn;
        await terminal.BeatAsync(_node.Now);
        Assert.Equal("0000", (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"), ("8", "2024-05-06 08:31:00"))).Code);
        using var accepted = await _node.Http.PostAsJsonAsync($"/api/v1/devices/{sn}/commands", new { type = "person.delete", user_id = "7" });
        accepted.EnsureSuccessStatusCode();
        await terminal.AskAsync(0x7F, "{}");
        await terminal.SendAsync([.. new byte[20_000]]);

        await Patience.UntilAsync(
            async () =>
            {
                var now = await ReadAsync();
                return Moved(now, "gateway_frames_total{command=\"heartbeat\"}", 1)
                    && Moved(now, "gateway_frames_total{command=\"other\"}", 1)
                    && Moved(now, "gateway_frames_refused_total{command=\"other\",code=\"9999\"}", 1)
                    && Moved(now, "gateway_frame_faults_total{reason=\"TooMuchGarbage\"}", 1, orNamed: "gateway_frame_faults_total")
                    && Moved(now, "gateway_attendance_records_total{outcome=\"stored\"}", 2)
                    && Moved(now, "gateway_uploads_total{outcome=\"accepted\"}", 1)
                    && Moved(now, "gateway_upload_duration_seconds_count", 1)
                    && Moved(now, "gateway_upload_duration_seconds_bucket{le=\"+Inf\"}", 1)
                    && Moved(now, "gateway_commands_accepted_total{type=\"person.delete\"}", 1)
                    && Moved(now, "gateway_journal_write_duration_seconds_count", 1)
                    && Moved(now, "gateway_connections_closed_total{reason=\"BadFrames\"}", 1)
                    && now["gateway_connections_limit"] == 100_000
                    && now["gateway_database_up"] == 1
                    && now["gateway_device_actors"] >= 1
                    && now["gateway_cluster_members{status=\"up\"}"] == 1
                    && now["gateway_feed_last"] >= 2;
            },
            "moved");

        // Meters are the process's, and other tests count too: at least so much.
        bool Moved(Dictionary<string, double> now, string name, double by, string? orNamed = null) =>
            (now.TryGetValue(name, out var value) && value >= before.GetValueOrDefault(name) + by)
            || (orNamed is not null && now.Keys.Any(key => key.StartsWith(orNamed, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Documents_OperatorsGuide_ListsEveryMetricOfOurs()
    {
        using var terminal = await _node.TerminalAsync();
        await terminal.BeatAsync(_node.Now);
        using var accepted = await _node.Http.PostAsJsonAsync($"/api/v1/devices/{terminal.Sn}/commands", new { type = "clock.set" });
        MakeEveryMeter();
        await ReadAsync();
        var found = new ConcurrentQueue<string>(); // Other tests make instruments meanwhile.
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => found.Enqueue(PrometheusName.Of(instrument.Name, instrument.Unit, IsCounter(instrument)))
        };
        listener.Start(); // Also of instruments that have no value here, as those of Redis.
        var names = found.ToArray();

        var documented = Documented().Matches(Repository.Read("docs/operators.md")).Select(match => match.Value.Trim('`')).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(documented, names.Where(name => name.StartsWith("gateway_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("dotnet_gc_collections_total", names);
        Assert.Contains("dotnet_process_memory_working_set_bytes", names);
    }

    [Fact]
    public async Task Labels_Sns_AreNotAmongThem()
    {
        using var terminal = await _node.TerminalAsync();
        await terminal.BeatAsync(_node.Now);

        Assert.DoesNotContain("smz-", await _node.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    /// <summary>Meters are made when they are first used.</summary>
    private static void MakeEveryMeter()
    {
        var host = typeof(Gateway.Host.GatewayHost).Assembly;
        var ours = host.GetReferencedAssemblies().Where(static name => name.Name!.StartsWith("Gateway.", StringComparison.Ordinal));
        foreach (var type in ours.Select(Assembly.Load).Append(host).SelectMany(static assembly => assembly.GetTypes()))
        {
            if (type.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Any(static field => field.FieldType == typeof(Meter)))
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
    }

    private static bool IsCounter(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>);
    }

    private async Task<Dictionary<string, double>> ReadAsync() =>
        (await _node.Http.GetStringAsync("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(static line => line[0] != '#')
        .ToDictionary(
            static line => line[..line.LastIndexOf(' ')],
            static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..].Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    [GeneratedRegex(
        """^(# (HELP|TYPE) [a-z_][a-z0-9_]* .*|[a-z_][a-z0-9_]*(\{[a-z_][a-z0-9_]*="([^"\\\n]|\\.)*"(,[a-z_][a-z0-9_]*="([^"\\\n]|\\.)*")*\})? ([+-]?[0-9.eE+-]+|[+-]Inf|NaN))$""")]
    private static partial Regex Line();

    [GeneratedRegex("(?<=^\\| (`gateway_[a-z_]+`, )?)`gateway_[a-z_]+`", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
