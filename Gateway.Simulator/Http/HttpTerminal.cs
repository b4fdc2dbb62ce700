using Gateway.Codec.Bodies;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Http;

/// <summary>
/// One HTTPS attendance terminal (§6) in a vendor's habit: pulls, deletion pulls, feedback, and uploads of everything that has piled up, each answer judged.
/// One asynchronous loop.
/// </summary>
internal sealed class HttpTerminal(RunContext context, TerminalIdentity identity, HttpHabit habit, RawHttpClient client, HttpSchedule schedule)
{
    private const int BacklogMax = 5000;
    private const int UploadMax = 500;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly string[] JsonType = ["Content-type: application/json"];
    private static readonly string[] FormType = ["Content-Type: application/x-www-form-urlencoded"];

    private readonly TerminalClock _clock = new(context.Time, context.Options.UtcOffset, context.Options.ClockError);
    private readonly RecordBacklog _backlog = new(BacklogMax);
    private readonly PersonList? _list = context.Persons?.Of(identity.Sn);
    private readonly Recognition[] _group = new Recognition[UploadMax];
    private int _recorded;
    private int _unacknowledged;

    /// <summary>Records without an acknowledgement.</summary>
    public int Unacknowledged => Volatile.Read(ref _unacknowledged);

    /// <summary>Works until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var (pollAt, uploadAt) = (schedule.Polls.After(schedule.Start), schedule.Uploads?.After(schedule.Start) ?? DueTable.Never);
        try
        {
            await ProbeAsync(stop);
            while (!stop.IsCancellationRequested)
            {
                var now = context.Time.GetTimestamp();
                if (now >= pollAt)
                {
                    await PullPersonsAsync(stop);
                    await PullDeletionsAsync(stop);
                    pollAt = schedule.Polls.After(context.Time.GetTimestamp());
                }

                if (now >= uploadAt && schedule.Uploads is { } uploads)
                {
                    if (context.Recording) Record();
                    uploadAt = uploads.After(now);
                    await UploadAsync(stop);
                }

                if (!context.Recording && Unacknowledged > 0) await UploadAsync(stop);
                await Task.Delay(Tick, context.Time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>Requests with a fault have answers of their own too: unknown SN, no records, no type.</summary>
    private async Task ProbeAsync(CancellationToken stop)
    {
        Expect("GetAddPerson of an unknown SN", await GetAsync("GetAddPerson", "sn=no-such-sn", stop), -2);
        Expect("UploadAttendance without content", await PostAsync("UploadAttendance", $"sn={identity.Sn}&{habit.ContentName}=", stop), -3);
        Expect("FeedBack without a type", await PostAsync("FeedBack", $"sn={identity.Sn}&msg=ok", stop), -3);
    }

    private void Expect(string what, ServerResult? answer, int result)
    {
        if (answer is { } came && came.Code != result) Wrong(what, string.Create(CultureInfo.InvariantCulture, $"Result {came.Code}, not {result}"));
    }

    private async Task PullPersonsAsync(CancellationToken stop)
    {
        if (await PollAsync("GetAddPerson", stop) is not { } answer) return;
        var persons = new List<ReceivedPerson>();
        if (answer.CipherText.Length > 0 && !HandedOutList.TryReadPersons(answer.CipherText, identity, out persons, out var fault))
            Wrong("GetAddPerson", fault);

        if (persons.Count == 0 && !(answer.CipherText.Length == 0 && habit.FeedbackForNothing)) return;

        var refusals = persons.ConvertAll(person => CommandResponder.Keep(_list, person, context.Options.FailUsers, context.Options.FailWords));
        var whole = refusals.TrueForAll(static words => words is null);
        foreach (var (person, refusal) in persons.Zip(refusals))
        {
            var taken = habit.FeedbackPerPerson ? refusal is null : whole;
            context.ReceivedLog?.Push(identity.Sn, person, taken ? ResultCode.Success : ResultCode.SenderFault);
            if (taken) context.Counters.Pushed(1);
            else context.Counters.Refused(1);
            if (habit.FeedbackPerPerson) await FeedbackAsync(taken ? 2 : 3, refusal, stop);
        }

        if (!habit.FeedbackPerPerson) await FeedbackAsync(whole ? 2 : 3, refusals.Find(static words => words is not null), stop);
    }

    private async Task PullDeletionsAsync(CancellationToken stop)
    {
        if (await PollAsync("GetDelPerson", stop) is not { } answer) return;
        var users = new List<string>();
        var now = context.Time.GetUtcNow().ToOffset(context.Options.UtcOffset);
        if (answer.CipherText.Length > 0 && !HandedOutList.TryReadDeletions(answer.CipherText, identity, now, out users, out var fault))
            Wrong("GetDelPerson", fault);

        if (users.Count == 0 && !(answer.CipherText.Length == 0 && habit.FeedbackForNothing)) return;

        var whole = !users.Exists(Fails);
        foreach (var user in users)
        {
            var done = habit.FeedbackPerPerson ? !Fails(user) : whole;
            context.ReceivedLog?.Delete(identity.Sn, user, done ? ResultCode.Success : ResultCode.SenderFault);
            _list?.Delete(user);
            if (done) context.Counters.Deleted();
            else context.Counters.Refused(1);
            if (habit.FeedbackPerPerson) await FeedbackAsync(DeletionType(done), Refusal(user), stop);
        }

        if (!habit.FeedbackPerPerson) await FeedbackAsync(DeletionType(whole), users.ConvertAll(Refusal).Find(static words => words is not null), stop);
    }

    /// <summary>0 is success (§6.5.4), but for the firmware that has it the other way round.</summary>
    private int DeletionType(bool done) => done == habit.FeedbackSwapped ? 1 : 0;

    private async Task FeedbackAsync(int type, string? refusal, CancellationToken stop)
    {
        var words = refusal ?? "成功 ok";
        var answer = habit.FeedbackByGet
            ? await GetAsync("FeedBack", $"type={type}&sn={identity.Sn}&msg={words}", stop) // raw, as it comes (field notes)
            : await PostAsync("FeedBack", $"type={type}&sn={identity.Sn}&msg={Uri.EscapeDataString(words)}", stop);
        Expect("FeedBack", answer, 0);
        if (answer is { CipherText.Length: > 0 }) Wrong("FeedBack", "Content is not empty");
    }

    private async Task<ServerResult?> PollAsync(string route, CancellationToken stop)
    {
        var started = context.Time.GetTimestamp();
        var answer = await GetAsync(route, "sn=" + identity.Sn, stop);
        if (answer is null) return null;
        context.PollLatency.Record(context.Time.GetElapsedTime(started));
        Expect(route, answer, 0);
        return answer;
    }

    private void Record()
    {
        var seconds = _clock.Now.ToUnixTimeSeconds();
        for (var i = 0; i < context.Options.RecordsPerUpload; i++)
        {
            if (_backlog.TryAdd(new Recognition(_recorded + 1, seconds))) _recorded++;
            else context.Counters.HeldBack(1);
        }

        Volatile.Write(ref _unacknowledged, _backlog.Count);
    }

    private async Task UploadAsync(CancellationToken stop)
    {
        if (_backlog.Count == 0) return;
        var repeats = _backlog.IsRepeating;
        var count = _backlog.Send(_group, UploadMax, regroup: true); // everything that has piled up (field notes)
        if (repeats) context.Counters.Repeated(count);
        var json = HttpUpload.ToUtf8(habit, identity.Sn, _clock.UtcOffset, context.Options.RunTag, _group.AsSpan(0, count));
        var hex = identity.EncryptToHex(json);
        var parameters = $"sn={identity.Sn}&{habit.ContentName}={(habit.LowerHex ? hex.ToLowerInvariant() : hex)}";
        var started = context.Time.GetTimestamp();
        var answer = habit.UploadInQuery
            ? await SendAsync("POST", "UploadAttendance", "?" + parameters, [], [], stop)
            : await PostAsync("UploadAttendance", parameters, stop);
        if (answer is { } came && HttpUpload.FaultOf(came, count) is { } fault)
        {
            Wrong("UploadAttendance", fault);
        }
        else if (answer is not null)
        {
            context.UploadLatency.Record(context.Time.GetElapsedTime(started));
            context.Counters.UploadAnswered(_backlog.Acknowledge(_group));
            foreach (var record in _group.AsSpan(0, count))
                context.AckLog?.Append(identity.Sn, TerminalBodies.UserId(context.Options.RunTag, record), record.UnixSeconds);
        }

        _backlog.Lose(); // whatever is not acknowledged by now
        Volatile.Write(ref _unacknowledged, _backlog.Count);
    }

    private Task<ServerResult?> GetAsync(string route, string query, CancellationToken stop) =>
        SendAsync("GET", route, "?" + query, habit.JsonTypeOnGet ? JsonType : [], null, stop);

    private Task<ServerResult?> PostAsync(string route, string form, CancellationToken stop) =>
        SendAsync("POST", route, "", FormType, Encoding.UTF8.GetBytes(form), stop);

    /// <summary>Null without an answer, or with one that cannot be read, which is a wrong one.</summary>
    private async Task<ServerResult?> SendAsync(string method, string route, string query, string[] headers, byte[]? body, CancellationToken stop)
    {
        if (await client.SendAsync(method, habit.Path + route + query, headers, body, stop) is not { } reply)
        {
            context.Counters.AnswerLost();
            return null;
        }

        if (ServerResult.TryRead(reply, out var result, out var fault)) return result;
        Wrong(route, fault);
        return null;
    }

    private string? Refusal(string userId) => Fails(userId) ? CommandResponder.RefusalText(context.Options.FailWords, userId) : null;

    /// <summary>A deletion; whoever has a list takes off it whom it is told to.</summary>
    private bool Fails(string userId) => _list is null && CommandResponder.Fails(context.Options.FailUsers, userId);

    private void Wrong(string what, string reason) => context.Wrong.Add(identity.Sn, what, reason);
}
