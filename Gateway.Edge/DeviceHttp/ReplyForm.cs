using Gateway.Actors.Devices;
using Gateway.Actors.Habits;
using Gateway.Edge.Dialects;

namespace Gateway.Edge.DeviceHttp;

/// <summary>The form in which a request is answered (D30): as far as is known by then. A registration is always answered in bare JSON.</summary>
/// <param name="firstGuess">While nothing is known of the terminal.</param>
internal sealed class ReplyForm(AnswerForm firstGuess)
{
    /// <summary>The client that parses every answer of §6 as XML (field notes).</summary>
    private const string XmlClient = "python-requests";

    public AnswerForm FirstGuess { get; } = firstGuess;

    public AnswerForm Form { get; private set; } = firstGuess;

    /// <param name="userAgent">The header of the request.</param>
    public static ReplyForm Guess(string? userAgent) =>
        new(userAgent?.StartsWith(XmlClient, StringComparison.OrdinalIgnoreCase) == true ? AnswerForm.String : AnswerForm.Json);

    /// <summary>Now it is known who asks: what the dialect says, else what was learned.</summary>
    public void IsOf(Device device, Dialect dialect) => Form = dialect.Answer ?? Learned(device) ?? FirstGuess;

    /// <summary>The terminal's actor, which learns, has decided.</summary>
    public void Is(AnswerForm form) => Form = form;

    private static AnswerForm? Learned(Device device) => device.Habits.Of(HabitNames.Answer)?.Value switch
    {
        "json" => AnswerForm.Json,
        "string" => AnswerForm.String,
        _ => null,
    };
}
