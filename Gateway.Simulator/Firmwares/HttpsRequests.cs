using Gateway.Simulator.Http;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Firmwares;

/// <summary>The requests of §6 in a firmware's spelling, and their answers as it understands them.</summary>
internal sealed class HttpsRequests(FirmwareContext context, HttpsHabit habit)
{
    private static readonly string[] FormType = ["Content-Type: application/x-www-form-urlencoded"];
    private static readonly string[] JsonType = ["Content-type: application/json"];

    /// <summary>"The SN as the key": its first eight characters (field notes, encryption).</summary>
    private readonly TerminalIdentity _uploader =
        habit.UploadKeyIsSn ? new TerminalIdentity(context.Options.Sn, context.Options.Sn, context.Identity!.Order) : context.Identity!;

    private string Sn => context.Identity!.Sn;

    /// <summary>A pull, <c>GetAddPerson</c> or <c>GetDelPerson</c>.</summary>
    public Task<HttpsAnswer> PullAsync(string route, CancellationToken stop) => SendAsync("GET", route, $"?sn={Sn}", habit.JsonTypeOnGet ? JsonType : [], null, stop);

    /// <summary>§6.5.</summary>
    /// <param name="words">Raw in the query where the firmware has them there.</param>
    public Task<HttpsAnswer> FeedbackAsync(int type, string words, CancellationToken stop) => habit.FeedbackByGet
        ? SendAsync("GET", "FeedBack", $"?type={type}&sn={Sn}&msg={words}", [], null, stop)
        : PostAsync("FeedBack", $"type={type}&sn={Sn}&msg={Uri.EscapeDataString(words)}", stop);

    /// <summary>§6.3.</summary>
    public Task<HttpsAnswer> UploadAsync(IReadOnlyList<TerminalRecord> records, CancellationToken stop)
    {
        var hex = _uploader.EncryptToHex(Upload(records));
        var parameters = $"sn={Sn}&{habit.ContentName}={(habit.LowerHex ? hex.ToLowerInvariant() : hex)}";
        return habit.UploadInQuery ? SendAsync("POST", "UploadAttendance", "?" + parameters, [], [], stop) : PostAsync("UploadAttendance", parameters, stop);
    }

    /// <summary>With the fields that the specification does not know and the field has.</summary>
    private byte[] Upload(IReadOnlyList<TerminalRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(habit.WrongCount ? "Count" : "count", habit.WrongCount ? records.Count + 1 : records.Count);
            json.WriteStartArray("logs");
            foreach (var record in records)
            {
                json.WriteStartObject();
                json.WriteString("sn", Sn);
                json.WriteString("user_id", record.UserId);
                json.WriteString("recog_time", record.Time);
                json.WriteString("recog_type", "face");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private Task<HttpsAnswer> PostAsync(string route, string form, CancellationToken stop) =>
        SendAsync("POST", route, "", FormType, Encoding.UTF8.GetBytes(form), stop);

    private async Task<HttpsAnswer> SendAsync(string method, string route, string query, string[] headers, byte[]? body, CancellationToken stop)
    {
        if (context.Options.LosesRequest?.Invoke(route) == true) return new HttpsAnswer(HttpsAnswerKind.NotSent, default);
        if (habit.UserAgent is { } agent) headers = [.. headers, "User-Agent: " + agent];
        var client = new RawHttpClient(context.Options.DeviceHttp!(), context.Options.AnswerTimeout, context.Time);
        var reply = await client.SendAsync(method, habit.Path + route + query, headers, body, stop);
        if (reply is null || context.Options.LosesAnswer?.Invoke(route) == true) return new HttpsAnswer(HttpsAnswerKind.None, default);
        if (habit.CrashesOnStatus && reply.Status is < 200 or >= 300) return new HttpsAnswer(HttpsAnswerKind.Crash, default);
        if (ReadAnswer.TryRead(habit.Reads, reply.Body, out var answer, out var fault)) return new HttpsAnswer(HttpsAnswerKind.Read, answer);
        context.Tell(Deed.PassedOver, detail: $"answer to {route}: {fault}");
        return new HttpsAnswer(HttpsAnswerKind.Unreadable, default);
    }
}

/// <summary>What came back.</summary>
internal readonly record struct HttpsAnswer(HttpsAnswerKind Kind, ReadAnswer Answer);

/// <summary>How an answer went.</summary>
internal enum HttpsAnswerKind
{
    /// <summary>It did not come.</summary>
    None,

    /// <summary>The request did not leave the terminal's network.</summary>
    NotSent,

    /// <summary>It came, and is an error for this firmware.</summary>
    Unreadable,

    /// <summary>It ended the firmware.</summary>
    Crash,
    Read
}
