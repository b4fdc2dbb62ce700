using Gateway.Codec.Framing;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Soak;

/// <summary>What <c>soak</c> was asked for.</summary>
internal sealed record SoakSettings
{
    /// <summary>What every SN begins with, and the site of all.</summary>
    public const string Prefix = "soak";

    public required int Terminals { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Between two faults; null for none.</summary>
    public required TimeSpan? FaultEvery { get; init; }

    /// <summary>The load goes on until so many faults are over.</summary>
    public int FaultsMin { get; init; }

    /// <summary>Terminals' keys, faults and commands are drawn from it.</summary>
    public required long Seed { get; init; }

    public required TimeSpan HeartbeatEvery { get; init; }

    /// <summary>Of all terminals together.</summary>
    public required double UploadsPerSecond { get; init; }

    /// <summary>Persons that are pushed each second; some of them are deleted again.</summary>
    public required double CommandsPerSecond { get; init; }

    /// <summary>How long a person may stay until he is deleted again.</summary>
    public TimeSpan DeleteDelayMax { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Terminals beside the others whose connections are taken over again and again.</summary>
    public int TakeoverTerminals { get; init; } = 16;

    /// <summary>More than five in a minute are a conflict, and the session is not taken over any more (D20).</summary>
    public TimeSpan TakeoverEvery { get; init; } = TimeSpan.FromSeconds(13);

    /// <summary>Sites whose rosters change all the time, with terminals of their own; 0 for none.</summary>
    public int RosterSites { get; init; }

    /// <summary>Changes of rosters and what happens to their terminals, in all of these sites together.</summary>
    public double RosterChangesPerSecond { get; init; } = 4;

    /// <summary>How long the gateway may take, after the last fault, until nothing is open any more.</summary>
    public TimeSpan SettleMax { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The Redis that has the streams, <c>host:port</c>; null when there is none.</summary>
    public string? Redis { get; init; }

    /// <summary>Everything that must be known to the gateway first.</summary>
    public IEnumerable<SimulatedDevice> Devices() =>
        Sns.Concat(TakeoverSns).Select(sn => new SimulatedDevice(sn, KeyOf(sn), SimulatedDevice.Attendance, Dialect: null));

    /// <summary>Terminals that beat, upload and carry out commands.</summary>
    public IEnumerable<string> Sns => Enumerable.Range(1, Terminals).Select(number => $"{Prefix}-{number:D5}");

    /// <summary>Sites with rosters.</summary>
    public IEnumerable<string> Sites => Enumerable.Range(1, RosterSites).Select(static number => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-s{number}"));

    /// <summary>The terminals of a site with a roster: one that is reset again and again, one with foreign persons, one that moves between sites.</summary>
    public static IEnumerable<string> RosterSns(string site) => [$"{site}-{RosterRole.Reset}", $"{site}-{RosterRole.Foreign}", $"{site}-{RosterRole.Moving}"];

    /// <summary>The terminal that comes in the place of the first site's moving one.</summary>
    public static string ReplacementSn => $"{Prefix}-{RosterRole.Replacement}";

    /// <summary>The tag of a terminal with a roster; null for none.</summary>
    public static string? TagOf(string sn) => sn.EndsWith(RosterRole.Reset, StringComparison.Ordinal) ? RosterRole.Tag : null;

    /// <summary>The key of a terminal.</summary>
    public string KeyOf(string sn) => TerminalKeys.Derive(Seed, sn);

    /// <summary>Terminals that are only taken over.</summary>
    public IEnumerable<string> TakeoverSns => Enumerable.Range(1, TakeoverTerminals).Select(number => $"{Prefix}-over-{number:D2}");

    /// <summary>A terminal of one of these SNs; every other one is little-endian.</summary>
    public TerminalIdentity Identity(string sn, int index) => new(sn, KeyOf(sn), index % 2 == 0 ? ByteOrder.Big : ByteOrder.Little);

    /// <summary>How the terminals behave.</summary>
    public FleetOptions Fleet(TimeSpan answerTimeout) => new()
    {
        HeartbeatEvery = HeartbeatEvery,
        UploadEvery = UploadsPerSecond > 0 ? TimeSpan.FromSeconds(Terminals / UploadsPerSecond) : null,
        RampPerSecond = Math.Max(100, Terminals / 2d),
        AnswerTimeout = answerTimeout,
        RunTag = "r"
    };
}
