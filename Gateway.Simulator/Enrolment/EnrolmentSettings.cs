using Gateway.Simulator.Platform;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Enrolment;

/// <summary>What <c>enrol</c> was asked for.</summary>
internal sealed record EnrolmentSettings
{
    /// <summary>The gateway's device listener.</summary>
    public required Uri DeviceHttp { get; init; }

    public required int Workers { get; init; }

    /// <summary>Enrolment terminals that share the workers.</summary>
    public required int Terminals { get; init; }

    public required string Prefix { get; init; }

    /// <summary>Workers and keys are made from it.</summary>
    public required long Seed { get; init; }

    /// <summary>Bytes of each photo; 0 for as few as it takes.</summary>
    public int PhotoLength { get; init; }

    /// <summary>Registrations on their way at once.</summary>
    public int AtOnce { get; init; } = 8;

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a registration without an answer is sent again.</summary>
    public int RetriesMax { get; init; } = 30;

    /// <summary>SN of terminal number <paramref name="index"/>, counted from 0.</summary>
    public string SnOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{index + 1:D3}");

    /// <summary>Every terminal, as it is made known to the gateway.</summary>
    public IEnumerable<SimulatedDevice> Devices() => Enumerable.Range(0, Terminals)
        .Select(index => new SimulatedDevice(SnOf(index), TerminalKeys.Derive(Seed, SnOf(index)), SimulatedDevice.Enrolment, null));
}
