using System.Net;

namespace Gateway.Simulator.Firmwares;

/// <summary>One terminal with a firmware: who it is and where its gateway is.</summary>
internal sealed record FirmwareOptions
{
    /// <summary>With its faults (<see cref="Firmware.With"/>).</summary>
    public required Firmware Firmware { get; init; }

    public required string Sn { get; init; }

    /// <summary>Eight characters; whatever they are for a firmware that only registers.</summary>
    public string Key { get; init; } = "";

    /// <summary>The SN under which it registers workers; null: it does not, but for a firmware that does nothing else.</summary>
    public string? EnrolmentSn { get; init; }

    /// <summary>The gateway's device socket, asked for at each connection: a gateway may have moved. Needed on the socket.</summary>
    public Func<EndPoint>? Gateway { get; init; }

    /// <summary>The gateway's device listener, asked for at each request. Needed over HTTPS and for registrations.</summary>
    public Func<Uri>? DeviceHttp { get; init; }

    /// <summary>Time between heartbeats or polls; null: the firmware's own.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Time between uploads over HTTPS; null: the firmware's own, or <see cref="Every"/> where that is given.</summary>
    public TimeSpan? UploadEvery { get; init; }

    /// <summary>Time between recognitions of somebody whom it has; null: it recognises who is presented.</summary>
    public TimeSpan? RecognisesEvery { get; init; }

    /// <summary>How long an answer over HTTPS may take.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The zone that its clock shows.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Persons whose user_id fits this pattern (* and ?) are refused, beside those with a photo that is none; null: nobody else.</summary>
    public string? RefusesUsers { get; init; }

    /// <summary>True: the answer to this request (a route's name, or a command word's) is lost on its way; null: none is.</summary>
    public Func<string, bool>? LosesAnswer { get; init; }

    /// <summary>True: this request over HTTPS (a route's name) is lost on its way; null: none is.</summary>
    public Func<string, bool>? LosesRequest { get; init; }

    /// <summary>Gets everything it does; called from its own thread of work, one call at a time.</summary>
    public Action<Truth>? Ledger { get; init; }

    /// <summary>For waiting.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For the time of day; null: the same.</summary>
    public TimeProvider? TimeOfDay { get; init; }
}
