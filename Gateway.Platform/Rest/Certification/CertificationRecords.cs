using Gateway.Platform.Commands;

namespace Gateway.Platform.Rest.Certification;

/// <summary>How a certification is to be run. The body may be left out.</summary>
/// <param name="Photo">The face of whoever will stand before the terminal, JPEG or PNG in Base64; absent: a drawn face, which few terminals recognise.</param>
internal sealed record CertificationRequest(FaceTemplate? Photo = null)
{
    public override string ToString() => "***";
}

/// <summary>A run of the certifier.</summary>
/// <param name="Sn">The terminal.</param>
/// <param name="Run">Its number.</param>
/// <param name="State"><c>running</c>, <c>completed</c> or <c>aborted</c>.</param>
/// <param name="Reason">Why it was aborted; null: it was not.</param>
/// <param name="Vendor">Of the terminal, as the device's model said when the run began.</param>
/// <param name="Model">The same.</param>
/// <param name="Firmware">The same.</param>
/// <param name="Current">The line that is being tried; null: none.</param>
/// <param name="Waiting">What a person must do now; null: nothing.</param>
/// <param name="Lines">Those that are done, in the order of the script.</param>
/// <param name="Changed">What is otherwise than with the firmware before; null: there is no other of this model.</param>
/// <param name="Runs">All runs of this device that are kept, the latest first.</param>
internal sealed record CertificationResponse(
    string Sn,
    long Run,
    string State,
    string? Reason,
    string? Vendor,
    string? Model,
    string? Firmware,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Current,
    string? Waiting,
    IReadOnlyList<CertificationLineResponse> Lines,
    FirmwareChangesResponse? Changed,
    IReadOnlyList<CertificationRunResponse> Runs);

/// <summary>One line of the script.</summary>
/// <param name="Line">Its name; never changed.</param>
/// <param name="Law">§ of the specification, or number of the decision.</param>
/// <param name="Title">For people.</param>
/// <param name="Sent">What was done.</param>
/// <param name="Verdict"><c>conforms</c>, <c>tolerated</c> (served all the same), <c>fails</c> (to be mended) or <c>not_seen</c>.</param>
/// <param name="Seen">What came.</param>
/// <param name="Gateway">What the gateway does about it; null: nothing is to be done.</param>
internal sealed record CertificationLineResponse(string Line, string Law, string Title, string Sent, string Verdict, string Seen, string? Gateway);

/// <summary>A comparison with the firmware before.</summary>
/// <param name="Firmware">The one before.</param>
/// <param name="Sn">The device that was tried then.</param>
/// <param name="Run">Its run.</param>
internal sealed record FirmwareChangesResponse(string Firmware, string Sn, long Run, IReadOnlyList<LineChangeResponse> Lines);

/// <summary>A line whose verdict is another one.</summary>
/// <param name="Before">Null: it was not among its lines.</param>
internal sealed record LineChangeResponse(string Line, string? Before, string Now);

/// <summary>One of the runs of a device.</summary>
internal sealed record CertificationRunResponse(long Run, string State, string? Firmware, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);
