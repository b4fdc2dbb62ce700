using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Codec.Bodies;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Firmwares;
using Gateway.Simulator.Photos;
using Gateway.Tests.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Whole.Clients;

/// <summary>One field client at a node, what the platform asked of it, and what it truly did.</summary>
internal sealed class FieldClient : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(60);

    private readonly TestNode _node;
    private readonly ConcurrentQueue<Truth> _truths = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FirmwareTerminal _terminal;
    private readonly Dictionary<string, Asked> _commands = [];
    private readonly Task _running;
    private int _answersToLose;
    private Random? _losses;

    private FieldClient(TestNode node, Firmware firmware, string sn, string? enrolmentSn, string refuses)
    {
        (_node, Sn, Name) = (node, sn, firmware.Name);
        _terminal = new FirmwareTerminal(new FirmwareOptions
        {
            Firmware = firmware,
            Sn = sn,
            Key = RawTerminal.Key,
            EnrolmentSn = enrolmentSn,
            Gateway = () => node.Endpoint,
            DeviceHttp = () => node.DeviceHttp[0],
            Every = Every,
            RefusesUsers = refuses,
            AnswerTimeout = Patience.Max,
            TimeOfDay = node.Time,
            Ledger = _truths.Enqueue,
            LosesAnswer = route => (route is "UploadAttendance" or "Regist" && Interlocked.Decrement(ref _answersToLose) >= 0) || Loses(0.15),
            LosesRequest = _ => Loses(0.1)
        });
        _running = _terminal.RunAsync(_stop.Token);
    }

    public string Sn { get; }

    public string Name { get; }

    public bool Registers => EnrolmentSn is not null;

    public string? EnrolmentSn { get; private init; }

    /// <summary>Makes it known, and switches it on.</summary>
    /// <param name="uploadKey">True: the one click that one of them needs was made before.</param>
    public static async Task<FieldClient> StartAsync(TestNode node, Firmware firmware, string refuses, bool uploadKey = false)
    {
        var sn = await node.ProvisionAsync();
        if (uploadKey && firmware.Https is { UploadKeyIsSn: true }) await ClickAsync(node, sn);
        string? enrolmentSn = null;
        if (firmware.Enrolment is not null)
        {
            enrolmentSn = "enrol-" + sn[^6..];
            using var answer = await node.Http.PutAsJsonAsync($"/api/v1/devices/{enrolmentSn}", new { key = RawTerminal.Key, kind = "enrolment" });
            answer.EnsureSuccessStatusCode();
        }

        return new FieldClient(node, firmware, sn, enrolmentSn, refuses) { EnrolmentSn = enrolmentSn };
    }

    public Task PushAsync(string userId, int photo)
    {
        var image = FaceImage.Make(photo);
        var push = new { type = "person.push", person = new { user_id = userId, name = "测试", face_template = Convert.ToBase64String(image) } };
        return CommandAsync(new Asked(userId, Convert.ToHexStringLower(SHA256.HashData(image))), push);
    }

    public Task DeleteAsync(string userId) => CommandAsync(new Asked(userId, PhotoSha256: null), new { type = "person.delete", user_id = userId });

    /// <summary>From now on requests and answers are lost at random; null: none any more.</summary>
    public void Lose(Random? losses) => Volatile.Write(ref _losses, losses);

    /// <summary>Somebody whom it has stands before it, if it has anybody.</summary>
    public void PresentAnybody(Random random)
    {
        if (_terminal.Memory.Persons.Keys.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } users) _terminal.Present(users[random.Next(users.Count)]);
    }

    /// <summary>These persons stand before it, and the answers to the next uploads are lost.</summary>
    public void Present(int answersToLose, params string[] users)
    {
        Volatile.Write(ref _answersToLose, answersToLose);
        Assert.All(users, user => Assert.True(_terminal.Present(user), $"{Name} does not know {user}"));
    }

    /// <summary>A worker registers; his answer is lost once.</summary>
    public void Register(Worker worker, string? address)
    {
        Volatile.Write(ref _answersToLose, 1);
        _terminal.Register(worker, address);
    }

    /// <summary>The one click for a terminal that encrypts uploads with its SN, once the first of them stand in the quarantine; what is there is read again (D35).</summary>
    public async Task ClickAsync()
    {
        await Patience.UntilAsync(() => _terminal.Memory.Records.Count == 0, "uploads that nobody can read were answered");
        await ClickAsync(_node, Sn);
        using var again = await _node.Http.PostAsync($"/api/v1/devices/{Sn}/quarantine/read-again", null);
        again.EnsureSuccessStatusCode();
    }

    /// <summary>Whether every command has ended and every record and registration has been forgotten.</summary>
    public async Task<bool> IsDoneAsync() =>
        _terminal.Memory.Records.Count == 0 && (await PatientAsync(() => _node.CommandsAsync(Sn))).Count(static command => command["ended_at"] is not null) == _commands.Count;

    public bool HasRegistered(int times) => _truths.Count(static truth => truth.Deed == Deed.Registered) == times;

    /// <summary>What is not as it must be, as lines for people; none when every outcome is true, and nothing is twice or lost.</summary>
    public async Task<List<string>> FaultsAsync()
    {
        var ended = (await PatientAsync(() => _node.CommandsAsync(Sn))).ToDictionary(Text("id"));
        var faults = _commands.Select(command => (command.Value, Fault: OutcomeFault(command.Value, ended[command.Key]))).Where(static outcome => outcome.Fault is not null)
            .Select(outcome => $"{Name} {Sn}: {outcome.Value}: {outcome.Fault}").ToList();
        foreach (var (userId, last) in _commands.GroupBy(static command => command.Value.UserId).Select(static of => (of.Key, of.Last())))
        {
            var there = _terminal.Memory.Persons.GetValueOrDefault(userId)?.PhotoSha256;
            if (Text("state")(ended[last.Key]) == "succeeded" && there != last.Value.PhotoSha256) faults.Add($"{Name}: {last.Value} succeeded last, and the terminal has {there}");
        }

        var outcomes = await PatientAsync(() => _node.OutcomesAsync(Sn, _commands.Count));
        if (!outcomes.Select(static outcome => outcome.Id).Order(StringComparer.Ordinal).SequenceEqual(_commands.Keys.Order(StringComparer.Ordinal)))
            faults.Add($"{Name}: {outcomes.Count} outcomes in the feed for {_commands.Count} commands");

        var made = _truths.Where(static truth => truth.Deed == Deed.RecordKept).Select(static truth => $"{truth.UserId} {truth.Detail}")
            .Distinct().Order(StringComparer.Ordinal).ToList(); // the same person in the same second is one record (D18)
        var stored = (await PatientAsync(() => _node.RecordsAsync(Sn)))
            .Select(static record => $"{record.UserId} {DeviceTime.Format(record.Time.ToOffset(TimeSpan.FromHours(8)).DateTime)}").Order(StringComparer.Ordinal).ToList();
        if (!made.SequenceEqual(stored)) faults.Add($"{Name}: recognised {string.Join(", ", made)}, stored {string.Join(", ", stored)}");
        return faults;
    }

    /// <summary>The persons whom it has.</summary>
    public IEnumerable<string> Persons => _terminal.Memory.Persons.Keys.Order(StringComparer.Ordinal);

    /// <summary>What it did, for a test that fails.</summary>
    public string Ledger => string.Join('\n', _truths);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static async Task ClickAsync(TestNode node, string sn)
    {
        using var click = await node.Http.PutAsJsonAsync($"/api/v1/devices/{sn}", new { key = RawTerminal.Key, kind = "attendance", upload_key = "sn" });
        click.EnsureSuccessStatusCode();
    }

    private static Func<JsonNode, string> Text(string name) => node => node[name]!.GetValue<string>();

    private async Task CommandAsync(Asked asked, object command) => _commands.Add(await _node.CommandAsync(Sn, command), asked);

    private bool Loses(double share)
    {
        if (Volatile.Read(ref _losses) is not { } losses) return false;
        lock (losses) return losses.NextDouble() < share;
    }

    /// <summary>A node whose clock is put forward takes itself for slow, and lists wait for uploads then (503).</summary>
    private static async Task<T> PatientAsync<T>(Func<Task<T>> read)
    {
        T? found = default;
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    found = await read();
                    return true;
                }
                catch (HttpRequestException busy) when (busy.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    return false;
                }
            },
            "lists are served");
        return found!;
    }

    /// <summary>An outcome is true when the terminal did, while the command was open, what it says; <c>unreported</c>, when the terminal did not say what it did.</summary>
    private string? OutcomeFault(Asked asked, JsonNode command)
    {
        var from = command["created_at"]!.GetValue<DateTimeOffset>();
        var to = command["ended_at"]!.GetValue<DateTimeOffset>().AddMilliseconds(1); // the API cuts what is less
        var deeds = _truths.Where(truth => truth.UserId == asked.UserId && truth.At >= from && truth.At <= to).ToList();
        var done = deeds.Exists(truth => asked.PhotoSha256 is { } photo
            ? truth.Deed == Deed.PersonKept && truth.Detail == photo
            : truth.Deed is Deed.PersonDeleted or Deed.PersonUnknown);
        return (Text("state")(command), command["result_code"]?.GetValue<string>()) switch
        {
            ("succeeded", _) => done ? null : $"succeeded from {from:HH:mm:ss.fff} to {to:HH:mm:ss.fff}, and was not done",
            ("superseded", _) => _commands.Values.Count(other => other.UserId == asked.UserId) > 1 ? null : "superseded by nothing",
            ("failed", "unreported") => _truths.Any(static truth => truth.Deed is Deed.NotReported or Deed.PassedOver) ? null : "unreported, though it reports",
            ("failed", _) => deeds.Exists(static truth => truth.Deed == Deed.PersonRefused) && !done ? null : "failed, and was not refused",
            var (state, code) => $"{state} {code}"
        };
    }

    /// <summary>A command: a person with this photo, or without one a deletion.</summary>
    private sealed record Asked(string UserId, string? PhotoSha256)
    {
        public override string ToString() => PhotoSha256 is null ? $"deletion of {UserId}" : $"push of {UserId} with {PhotoSha256[..8]}";
    }
}
