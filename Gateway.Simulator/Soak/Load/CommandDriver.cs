using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Photos;

namespace Gateway.Simulator.Soak.Load;

/// <summary>
/// The platform's part: pushes persons, deletes some again, repeats requests, cancels. A user_id is used for one push and one deletion of one terminal and never again, so that
/// what
/// a terminal gets tells which command it was. A request without an answer is repeated with the same id until there is one.
/// </summary>
internal sealed class CommandDriver(SoakApi api, SoakSettings settings, JsonLineFile history, TimeProvider time)
{
    private const int Workers = 4;
    private const double RepeatShare = 0.25;
    private const double ConflictShare = 0.1;
    private const double DeleteShare = 0.5;
    private const double CancelShare = 0.05;
    private const double ClockShare = 0.05;
    private const double LookShare = 0.5;

    private readonly string[] _sns = [.. settings.Sns];
    private int _persons;
    private int _accepted;

    /// <summary>Commands that were answered 202.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Runs until told to stop; whoever is begun with is brought to an end.</summary>
    /// <param name="stop">No new persons.</param>
    /// <param name="abandon">No more repeats either.</param>
    public Task RunAsync(CancellationToken stop, CancellationToken abandon) =>
        settings.CommandsPerSecond <= 0 ? Task.CompletedTask : Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => WorkAsync(worker, stop, abandon)));

    private async Task WorkAsync(int worker, CancellationToken stop, CancellationToken abandon)
    {
        var random = new Random(HashCode.Combine(settings.Seed, worker));
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Workers / settings.CommandsPerSecond), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await DoPersonAsync(random, abandon);
        }
        catch (OperationCanceledException)
        {
            return; // the load is over
        }
    }

    private async Task DoPersonAsync(Random random, CancellationToken abandon)
    {
        var number = Interlocked.Increment(ref _persons);
        var sn = _sns[random.Next(_sns.Length)];
        var user = string.Create(CultureInfo.InvariantCulture, $"p{number}");
        var push = new SoakCommand(sn, user + "-push", "person.push", user, Photo(random));
        if (!await PostAsync(push, "post", abandon)) return;
        if (random.NextDouble() < RepeatShare) await PostAsync(push, "repeat", abandon);
        if (random.NextDouble() < ConflictShare) await PostAsync(push with { Name = "someone else" }, "conflict", abandon);
        if (random.NextDouble() < LookShare) await LookAsync(push, abandon);
        if (random.NextDouble() < CancelShare) await CancelAsync(push, abandon);
        if (random.NextDouble() < ClockShare) await PostAsync(new SoakCommand(sn, user + "-clock", "clock.set", null, null), "post", abandon);
        if (random.NextDouble() >= DeleteShare) return;
        await Task.Delay(settings.DeleteDelayMax * random.NextDouble(), time, abandon);
        var delete = new SoakCommand(sn, user + "-delete", "person.delete", user, null);
        if (!await PostAsync(delete, "post", abandon)) return;
        if (random.NextDouble() < RepeatShare) await PostAsync(delete, "repeat", abandon);
        if (random.NextDouble() < LookShare) await LookAsync(delete, abandon);
    }

    /// <summary>Some persons have a photo.</summary>
    private static string? Photo(Random random) =>
        random.Next(4) > 0 ? null : Convert.ToBase64String(FaceImage.Make(random.NextInt64(), random.Next(500, 30_000)));

    private async Task<bool> PostAsync(SoakCommand command, string operation, CancellationToken abandon)
    {
        if (operation == "post") Write("try", command, 0, default); // should no answer ever come, its terminal may get it all the same
        var (status, body) = await api.UntilAnsweredAsync(HttpMethod.Post, $"api/v1/devices/{command.Sn}/commands", command.ToJson(), abandon);
        if (status == 202 && operation == "post") Interlocked.Increment(ref _accepted);
        Write(operation, command, status, body);
        return status == 202;
    }

    private async Task LookAsync(SoakCommand command, CancellationToken abandon)
    {
        var (status, body) = await api.UntilAnsweredAsync(HttpMethod.Get, $"api/v1/devices/{command.Sn}/commands/{command.Id}", null, abandon);
        Write("get", command, status, body);
    }

    private async Task CancelAsync(SoakCommand command, CancellationToken abandon)
    {
        var (status, body) = await api.UntilAnsweredAsync(HttpMethod.Delete, $"api/v1/devices/{command.Sn}/commands/{command.Id}", null, abandon);
        Write("cancel", command, status, body);
    }

    private void Write(string operation, SoakCommand command, int status, JsonElement body) =>
        history.Append((operation, command, status, body, at: time.GetUtcNow().ToUnixTimeMilliseconds()), static (json, entry) =>
        {
            json.WriteNumber("at", entry.at);
            json.WriteString("op", entry.operation);
            json.WriteString("sn", entry.command.Sn);
            json.WriteString("id", entry.command.Id);
            json.WriteString("type", entry.command.Type);
            json.WriteString("user_id", entry.command.UserId);
            json.WriteNumber("status", entry.status);
            if (entry.body.ValueKind != JsonValueKind.Object) return;
            if (entry.body.TryGetProperty("state", out var state)) json.WriteString("state", state.GetString());
            if (entry.body.TryGetProperty("id", out var id)) json.WriteString("answered_id", id.GetString());
        });
}
