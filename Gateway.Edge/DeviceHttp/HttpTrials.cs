using Gateway.Actors.Habits;
using Gateway.Actors.Trials;

namespace Gateway.Edge.DeviceHttp;

/// <summary>What certifications have done to terminals that speak HTTP(S): answers that get lost.</summary>
internal sealed class HttpTrials(TrialBoard trials)
{
    private const int FeedbackLengthMax = 64;

    /// <summary>The answer that is sent in place of this one: the same, none, or a refusal of what is stored.</summary>
    public TerminalReply Tried(string route, TerminalRequest request, TerminalReply reply)
    {
        if (reply.IsNone || reply.Code != TerminalReply.Success || ReferenceEquals(reply, TerminalReply.Idle)) return reply;
        if (trials.Of(request.Terminal!.Device.Sn) is not { } trial) return reply;
        if (route == "GetAddPerson")
        {
            if (trial.Take(TrialKind.AnswerForm) is { } form) request.Form.Is(form == 0 ? AnswerForm.Json : AnswerForm.String);
            return trial.Take(TrialKind.LosePull) is null ? reply : TerminalReply.None;
        }

        if (route != "UploadAttendance" || !IsOfTestPersons(request.Plain)) return reply;
        if (trial.Take(TrialKind.LoseUploadAnswer) is not null) return TerminalReply.None;
        return trial.Take(TrialKind.RefuseUpload) is null ? reply : TerminalReply.Result(TerminalReply.Failure, ReplyWord.Busy);
    }

    /// <summary>The type of a FeedBack, for the certification; null: it is none.</summary>
    public static string? Feedback(string route, TerminalRequest request) => route == "FeedBack" ? Short(request.Parameters.Text("type")) : null;

    /// <summary>What it says.</summary>
    public static string? FeedbackText(string route, TerminalRequest request) => route == "FeedBack" ? Short(request.Parameters.Text("msg")) : null;

    private static string Short(string text) => text.Length <= FeedbackLengthMax ? text : text[..FeedbackLengthMax];

    private static bool IsOfTestPersons(byte[]? plain)
    {
        if (plain is null) return false;
        using var body = JsonDocument.Parse(plain, new JsonDocumentOptions { AllowTrailingCommas = true });
        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("logs", out var logs) && logs.ValueKind == JsonValueKind.Array
            && logs.EnumerateArray().All(static log => log.TryGetProperty("user_id", out var id) && id.ValueKind == JsonValueKind.String && TestPersons.IsOne(id.GetString()));
    }
}
