using Gateway.Simulator.Http;
using Gateway.Simulator.Reports;

namespace Gateway.Simulator.Enrolment;

/// <summary>Enrolment terminals (§4) that register workers, each until it is answered 0, as real ones do.</summary>
/// <param name="ledger">Gets every registration that was answered 0; null when nobody wants it.</param>
internal sealed class EnrolmentRun(EnrolmentSettings settings, RegistrationLedger? ledger, TimeProvider time)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly RawHttpClient _client = new(settings.DeviceHttp, settings.AnswerTimeout, time);
    private int _registered;
    private int _answersLost;

    /// <summary>Registrations answered 0.</summary>
    public int Registered => _registered;

    /// <summary>Requests without an answer; each was sent again.</summary>
    public int AnswersLost => _answersLost;

    /// <summary>Answers that should not have come.</summary>
    public WrongAnswerLog Wrong { get; } = new(time);

    /// <summary>From the first byte sent to the answer read.</summary>
    public LatencyRecorder Latency { get; } = new();

    /// <summary>Registers all workers, or until stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Parallel.ForEachAsync(
        Enumerable.Range(0, settings.Workers),
        new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = stop },
        async (number, token) => await RegisterAsync(number, token));

    private async Task RegisterAsync(int number, CancellationToken stop)
    {
        var worker = Worker.Make(settings.Seed, number, settings.PhotoLength);
        var sn = settings.SnOf(number % settings.Terminals);
        var (headers, body) = EnrolmentRequest.Build(worker, sn);
        for (var attempt = 0; attempt <= settings.RetriesMax; attempt++)
        {
            var started = time.GetTimestamp();
            if (await _client.SendAsync("POST", number % 2 == 0 ? "/Regist.Asfx" : "/httpserver/regist.asfx", headers, body, stop) is not { } reply)
            {
                Interlocked.Increment(ref _answersLost);
                await Task.Delay(RetryDelay, time, stop);
                continue;
            }

            Latency.Record(time.GetElapsedTime(started));
            if (FaultOf(reply) is { } fault) Wrong.Add(sn, worker.ToString(), fault);
            else Note(worker, sn);
            return;
        }

        Wrong.Add(sn, worker.ToString(), "no answer");
    }

    private void Note(Worker worker, string sn)
    {
        Interlocked.Increment(ref _registered);
        ledger?.Append(worker.KeyAt(sn));
    }

    /// <summary>What is wrong with an answer; null for <c>{"errcode":0,"errmsg":""}</c> and nothing else (§4.5).</summary>
    private static string? FaultOf(HttpReply reply)
    {
        if (ServerResult.OutsideFault(reply) is { } outside) return outside;
        try
        {
            using var json = JsonDocument.Parse(reply.Body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("errcode", out var code) || code.ValueKind != JsonValueKind.Number
                || !root.TryGetProperty("errmsg", out var message) || message.ValueKind != JsonValueKind.String
                || root.GetPropertyCount() != 2)
            {
                return "is no object of errcode and errmsg";
            }

            return code.GetRawText() == "0" && message.GetString() == "" ? null : $"errcode {code.GetRawText()} {message.GetString()}";
        }
        catch (JsonException)
        {
            return "is no JSON";
        }
    }
}
