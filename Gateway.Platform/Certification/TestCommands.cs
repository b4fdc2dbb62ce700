using Akka.Actor;
using Gateway.Actors.Commands;
using Gateway.Actors.Trials;
using Gateway.Platform.Commands;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;

namespace Gateway.Platform.Certification;

/// <summary>The commands of one run: ordinary ones, of test persons.</summary>
internal sealed class TestCommands(CertificationParts parts, string sn, long run, byte[]? presented)
{
    /// <summary>Longer than any line, shorter than anybody would wait for what a run left behind.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    /// <summary>Of a correction: a terminal that ignores it must not be corrected at every heartbeat that follows.</summary>
    private static readonly TimeSpan ClockLife = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> _open = [];
    private readonly SortedSet<int> _persons = [];
    private int _made;

    /// <summary>Test persons that may be on the terminal.</summary>
    public IReadOnlyCollection<int> Persons => _persons;

    public bool HasOpen => _open.Count > 0;

    public static string UserId(long run, int person) => string.Create(CultureInfo.InvariantCulture, $"{TestPersons.Prefix}{run}-{person}");

    public Task PushAsync(string label, int person, TestPhoto photo, CancellationToken cancellation)
    {
        _persons.Add(person);
        var userId = UserId(run, person);
        var name = string.Create(CultureInfo.InvariantCulture, $"认证测试{person}");
        var stored = new StoredPerson { UserId = userId, Name = name, WorkSn = userId, Photo = TestPhotos.Of(photo, presented) };
        return QueueAsync(label, new CheckedCommand(CommandType.PersonPush, NewId(), userId, stored, Life), cancellation);
    }

    public Task DeleteAsync(string label, int person, CancellationToken cancellation) =>
        QueueAsync(label, new CheckedCommand(CommandType.PersonDelete, NewId(), UserId(run, person), null, Life), cancellation);

    /// <summary>Its outcome holds up no line: a clock that is never right has none.</summary>
    public Task SetClockAsync(CancellationToken cancellation) =>
        parts.Queueing.QueueAsync(sn, new CheckedCommand(CommandType.ClockSet, NewId(), null, null, ClockLife), AuditCaller.Certifier, cancellation);

    /// <summary>Those that have come to their end since this was last asked, as observations.</summary>
    public async Task<IReadOnlyList<Observation>> OutcomesAsync(CancellationToken cancellation)
    {
        var ended = new List<Observation>();
        foreach (var (id, label) in _open.ToList())
        {
            if (await TryReadAsync(id, cancellation) is not { } status || CommandText.IsOpen(status.State)) continue;
            _open.Remove(id);
            ended.Add(new Observation(parts.Time.GetUtcNow(), ObservationKind.Outcome) { Label = label, State = status.State, Code = status.ResultCode });
        }

        return ended;
    }

    /// <summary>Whoever is deleted is on the terminal no more.</summary>
    public void Gone(int person) => _persons.Remove(person);

    private string NewId() => string.Create(CultureInfo.InvariantCulture, $"{TestPersons.Prefix}{run}-{++_made}-{parts.Time.GetUtcNow().ToUnixTimeMilliseconds()}");

    private async Task QueueAsync(string label, CheckedCommand command, CancellationToken cancellation)
    {
        var outcome = await parts.Queueing.QueueAsync(sn, command, AuditCaller.Certifier, cancellation);
        if (outcome.Problem is null) _open[command.Id!] = label;
    }

    private async Task<CommandStatus?> TryReadAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await parts.Commands.GetAsync(sn, id, cancellation);
        }
        catch (AskTimeoutException)
        {
            return null; // Asked again at the next look.
        }
    }
}
