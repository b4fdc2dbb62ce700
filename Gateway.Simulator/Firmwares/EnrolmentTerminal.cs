using System.Threading.Channels;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Http;

namespace Gateway.Simulator.Firmwares;

/// <summary>The part of a terminal that registers workers (§4): each again and again until it is answered 0.</summary>
internal sealed class EnrolmentTerminal(FirmwareContext context, EnrolmentHabit habit, string sn)
{
    private const int WaitingMax = 10_000;

    private readonly Channel<(Worker Worker, string? Address)> _waiting = Channel.CreateBounded<(Worker, string?)>(WaitingMax);

    /// <summary>One more to register.</summary>
    public void Add(Worker worker, string? address)
    {
        if (!_waiting.Writer.TryWrite((worker, address))) throw new InvalidOperationException($"{WaitingMax} workers wait already.");
    }

    /// <summary>Works until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var (worker, address) in _waiting.Reader.ReadAllAsync(stop))
        {
            var (headers, body) = EnrolmentRequest.Build(worker, sn, habit.Shape, address);
            while (!await TryRegisterAsync(worker, headers, body, stop)) await Task.Delay(context.Options.Every ?? habit.RetryEvery, context.Time, stop);
        }
    }

    private async Task<bool> TryRegisterAsync(Worker worker, IReadOnlyList<string> headers, byte[] body, CancellationToken stop)
    {
        var client = new RawHttpClient(context.Options.DeviceHttp!(), context.Options.AnswerTimeout, context.Time);
        var reply = await client.SendAsync("POST", habit.Path, headers, body, stop);
        var isLost = reply is null || context.Options.LosesAnswer?.Invoke("Regist") == true;
        var fault = isLost ? "no answer" : FaultOf(reply!.Body);
        context.Tell(fault is null ? Deed.Registered : Deed.NotRegistered, detail: fault is null ? worker.ToString() : $"{worker}: {fault}");
        return fault is null;
    }

    /// <summary>Null: <c>errcode</c> is 0 (§4.5).</summary>
    private static string? FaultOf(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("errcode").GetInt32() is var code and not 0
                ? string.Create(CultureInfo.InvariantCulture, $"errcode {code} {TerminalPerson.Text(json.RootElement, "errmsg")}")
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return "an answer that is none";
        }
    }
}
