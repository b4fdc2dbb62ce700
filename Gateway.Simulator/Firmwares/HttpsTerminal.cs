namespace Gateway.Simulator.Firmwares;

/// <summary>A terminal's work over HTTPS (§6): pulls, deletion pulls, what it reports of them, and uploads of everything that has piled up. One asynchronous loop.</summary>
internal sealed class HttpsTerminal(FirmwareContext context, HttpsHabit habit)
{
    private readonly HttpsRequests _requests = new(context, habit);
    private readonly Dictionary<string, IReadOnlyList<string>> _late = [];

    /// <summary>Works until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var pollEvery = context.Options.Every ?? habit.PollEvery;
        var uploadEvery = context.Options.UploadEvery ?? context.Options.Every ?? habit.UploadEvery;
        var (pollAt, uploadAt) = (TimeSpan.Zero, TimeSpan.Zero);
        var start = context.Time.GetTimestamp();
        while (true)
        {
            var now = context.Time.GetElapsedTime(start);
            if (now >= pollAt)
            {
                await PollAsync(stop);
                pollAt = context.Time.GetElapsedTime(start) + pollEvery;
            }

            if (now >= uploadAt)
            {
                await UploadAsync(stop);
                uploadAt = context.Time.GetElapsedTime(start) + uploadEvery;
            }

            var next = (pollAt < uploadAt ? pollAt : uploadAt) - context.Time.GetElapsedTime(start);
            if (next > TimeSpan.Zero) await Task.Delay(next, context.Time, stop);
        }
    }

    private async Task PollAsync(CancellationToken stop)
    {
        if (await PullAsync(HttpsPull.Persons, Keep, stop)) await PullAsync(HttpsPull.Deletions, Delete, stop);
    }

    /// <summary>False: it broke down over the answer, and starts again with its next poll.</summary>
    /// <param name="carry">Carries one out and gives why it did not, empty when it did; null: the list cannot be gone on with.</param>
    private async Task<bool> PullAsync(HttpsPull pull, Func<JsonElement, string?> carry, CancellationToken stop)
    {
        var answer = await _requests.PullAsync(pull.Route, stop);
        if (answer.Kind == HttpsAnswerKind.Crash)
        {
            context.Tell(Deed.Crashed, detail: pull.Route);
            return false;
        }

        if (_late.Remove(pull.Route, out var owed)) await ReportAsync(pull, owed, stop);
        if (answer.Kind != HttpsAnswerKind.Read) return true;
        if (answer.Answer.Result != 0)
        {
            context.Tell(Deed.PassedOver, detail: string.Create(CultureInfo.InvariantCulture, $"{pull.Route}: Result {answer.Answer.Result}"));
            if (habit.ReportsRefusedPull) await SayAsync(pull.TypeOfRefusedPull, "fail", stop);
            return true;
        }

        if (CarryOut(answer.Answer.Content, pull, carry) is not { } outcomes) return true;
        if (habit.FeedbackLate) _late[pull.Route] = outcomes;
        else await ReportAsync(pull, outcomes, stop);
        return true;
    }

    /// <summary>What came of each; null: it broke off, and reports nothing.</summary>
    private List<string>? CarryOut(string content, HttpsPull pull, Func<JsonElement, string?> carry)
    {
        var outcomes = new List<string>();
        if (content.Length == 0) return outcomes;
        if (!context.Identity!.TryDecryptHex(content, out var plain))
        {
            context.Tell(Deed.PassedOver, detail: $"{pull.Route}: does not decrypt");
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(plain);
            foreach (var item in json.RootElement.EnumerateArray())
            {
                if (carry(item) is not { } outcome)
                {
                    context.Tell(Deed.PassedOver, detail: $"{pull.Route}: the rest of the list");
                    return null;
                }

                outcomes.Add(outcome);
            }

            return outcomes;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            context.Tell(Deed.PassedOver, detail: $"{pull.Route}: no list");
            return null;
        }
    }

    private string? Keep(JsonElement item) => TerminalPerson.Read(item, default) is { } person ? context.Keep(person) ?? "" : null;

    private string? Delete(JsonElement item)
    {
        if (TerminalPerson.Text(item, "user_id") is not { } userId) return null;
        if (context.TryDelete(userId)) return "";
        return habit.UnknownDeletion == UnknownDeletion.Throws ? null : "";
    }

    private async Task ReportAsync(HttpsPull pull, IReadOnlyList<string> outcomes, CancellationToken stop)
    {
        if (outcomes.Count == 0 && !habit.FeedbackForEmpty) return;
        if (habit.Feedback == FeedbackHabit.None)
        {
            context.Tell(Deed.NotReported, detail: pull.Route);
            return;
        }

        var reported = habit.Feedback == FeedbackHabit.PerPerson && outcomes.Count > 0 ? outcomes : [outcomes.FirstOrDefault(static why => why.Length > 0, "")];
        foreach (var why in reported) await ReportAsync(pull, why, stop);
    }

    private Task ReportAsync(HttpsPull pull, string why, CancellationToken stop)
    {
        var isSuccess = why.Length == 0;
        if (!pull.IsDeletion) return SayAsync(isSuccess ? 2 : 3, isSuccess ? "人员下发成功" : "人员下发失败：" + why, stop);
        switch (habit.Deletions)
        {
            case DeletionReport.NeverLeaves:
                context.Tell(Deed.NotReported, detail: "the address of the deletion's feedback has blanks");
                return Task.CompletedTask;
            case DeletionReport.Specified:
                return SayAsync(isSuccess ? 0 : 1, "ok", stop);
            case DeletionReport.Swapped:
                return SayAsync(isSuccess ? 1 : 0, "ok", stop);
            default:
                return SayAsync(isSuccess ? 1 : 0, isSuccess ? "人员删除成功" : "人员删除失败", stop);
        }
    }

    private async Task SayAsync(int type, string words, CancellationToken stop)
    {
        var answer = await _requests.FeedbackAsync(type, words, stop);
        var detail = string.Create(CultureInfo.InvariantCulture, $"{type} {words}{(answer.Kind == HttpsAnswerKind.None ? ", not answered" : "")}");
        context.Tell(answer.Kind == HttpsAnswerKind.NotSent ? Deed.NotReported : Deed.Reported, detail: detail);
    }

    private async Task UploadAsync(CancellationToken stop)
    {
        var records = context.Memory.Records;
        if (records.Count == 0) return;
        context.Tell(Deed.RecordSent, records);
        var answer = await _requests.UploadAsync(records, stop);
        if (answer.Kind == HttpsAnswerKind.Crash) context.Tell(Deed.Crashed, detail: "UploadAttendance");
        if (answer.Kind is HttpsAnswerKind.None or HttpsAnswerKind.NotSent or HttpsAnswerKind.Crash) return;
        var isStored = answer is { Kind: HttpsAnswerKind.Read, Answer.Result: 0 };
        if (!isStored && !habit.DeletesOnAnyAnswer) return;
        context.Memory.Forget(records);
        context.Tell(Deed.RecordForgotten, records, isStored ? "stored" : "any answer");
    }
}

/// <summary>One of the two kinds of pull.</summary>
/// <param name="TypeOfRefusedPull">The feedback of a firmware that reports a pull with another Result than 0 (field notes).</param>
internal sealed record HttpsPull(string Route, bool IsDeletion, int TypeOfRefusedPull)
{
    public static HttpsPull Persons { get; } = new("GetAddPerson", IsDeletion: false, 3);

    public static HttpsPull Deletions { get; } = new("GetDelPerson", IsDeletion: true, 0);
}
