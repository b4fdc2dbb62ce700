using System.Net;
using Gateway.Codec.Framing;
using Gateway.Simulator.Http;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Verbs;

/// <summary>What <c>run</c> was asked for.</summary>
internal sealed record RunSettings
{
    public required EndPoint Gateway { get; init; }

    public required int Terminals { get; init; }

    /// <summary>HTTPS terminals, beside <see cref="Terminals"/>; their SNs are counted on.</summary>
    public int HttpTerminals { get; init; }

    /// <summary>How they behave, one after another.</summary>
    public IReadOnlyList<HttpHabit> Habits { get; init; } = [HttpHabit.Java];

    /// <summary>The gateway's device listener, for them.</summary>
    public Uri DeviceHttp { get; init; } = new("http://127.0.0.1:6961");

    public required TimeSpan Duration { get; init; }

    /// <summary>When all terminals hang up and come back at once; null for never.</summary>
    public TimeSpan? StormAt { get; init; }

    /// <summary>How long terminals may upload on, after that, what is not acknowledged yet.</summary>
    public TimeSpan DrainMax { get; init; } = TimeSpan.FromSeconds(5);

    public required string Prefix { get; init; }

    public required long Seed { get; init; }

    /// <summary>Number of the first terminal: several processes share a prefix, each with numbers of its own.</summary>
    public int FirstTerminal { get; init; } = 1;

    /// <summary>Null for every other terminal each.</summary>
    public required ByteOrder? Order { get; init; }

    public required FleetOptions Fleet { get; init; }

    public string? AckLog { get; init; }

    public string? ReceivedLog { get; init; }

    /// <summary>SN of terminal number <paramref name="index"/>, counted from 0.</summary>
    public static string SnOf(string prefix, int index) => $"{prefix}-{index + 1:D5}";

    /// <summary>Every device, as it is made known to the gateway.</summary>
    /// <param name="dialect">Of the socket terminals, and of HTTPS terminals whose habit needs none; null for the gateway's own default.</param>
    public IEnumerable<SimulatedDevice> Devices(string? dialect) => Enumerable.Range(0, Terminals + HttpTerminals).Select(index =>
    {
        var sn = SnOf(Prefix, index + FirstTerminal - 1);
        return new SimulatedDevice(sn, KeyOf(sn), SimulatedDevice.Attendance, (index < Terminals ? null : HabitOf(index).Dialect) ?? dialect);
    });

    /// <summary>Every socket terminal.</summary>
    public IReadOnlyList<TerminalIdentity> Identities() =>
        [.. Enumerable.Range(0, Terminals).Select(index => Identity(index, Order ?? (index % 2 == 0 ? ByteOrder.Big : ByteOrder.Little)))];

    /// <summary>Every HTTPS terminal.</summary>
    public IReadOnlyList<(TerminalIdentity Identity, HttpHabit Habit)> HttpIdentities() =>
        [.. Enumerable.Range(Terminals, HttpTerminals).Select(index => (Identity(index, ByteOrder.Big), HabitOf(index)))];

    private HttpHabit HabitOf(int index) => Habits[(index - Terminals) % Habits.Count];

    private TerminalIdentity Identity(int index, ByteOrder order) => new(SnOf(Prefix, index + FirstTerminal - 1), KeyOf(SnOf(Prefix, index + FirstTerminal - 1)), order);

    private string KeyOf(string sn) => TerminalKeys.Derive(Seed, sn);
}
