using Gateway.Simulator.Soak.Histories;

namespace Gateway.Simulator.Soak.Checking;

/// <summary>Accepted commands against what terminals saw, what the feed says and what the platform API shows.</summary>
internal sealed class CommandChecks
{
    /// <summary>Milliseconds for which a frame may have been on its way when its command ended by another one (a result of an earlier delivery, a cancellation).</summary>
    private const long OnItsWayMax = 3000;

    private static readonly string[] Open = ["queued", "in_flight"];

    private readonly Findings _findings;
    private readonly Dictionary<UInt128, CommandHistory> _commands = [];

    /// <summary>By terminal, type and person: a soak has one push and one deletion of a person.</summary>
    private readonly Dictionary<UInt128, CommandHistory> _byPerson = [];

    /// <summary>The same for everything that was asked for, answered or not.</summary>
    private readonly HashSet<UInt128> _asked = [];

    /// <summary>Who is on which terminal at the end.</summary>
    private readonly HashSet<UInt128> _roster = [];

    /// <summary>The last accepted command for each person of each terminal.</summary>
    private readonly Dictionary<UInt128, CommandHistory> _last = [];

    private CommandChecks(Findings findings) => _findings = findings;

    public static void Run(HistoryFiles files, Findings findings)
    {
        var checks = new CommandChecks(findings);
        foreach (var line in HistoryReader.Lines(files.Commands)) checks.Asked(line);
        foreach (var line in HistoryReader.Lines(files.FeedLive)) checks.SeenLive(line);
        foreach (var line in HistoryReader.Lines(files.Feed)) checks.Fed(line);
        foreach (var line in HistoryReader.Lines(files.Received)) checks.Received(line);
        foreach (var line in HistoryReader.Lines(files.States)) checks.Shown(line);
        checks.Judge();
    }

    private void Asked(JsonElement line)
    {
        var (sn, id, type, user, status) = (line.Text("sn"), line.Text("id"), line.Text("type"), line.Text("user_id"), line.Number("status"));
        string Offender() => $"{sn}/{id}: {line.Text("op")} was answered {status}";
        switch (line.Text("op"))
        {
            case "try":
                _asked.Add(CompactKey.Of(sn, type, user));
                return;
            case "post":
                _findings.Look(Invariant.LoadWasServed, status == 202, Offender);
                if (status != 202) return;
                var command = new CommandHistory(sn, id, type, user);
                _commands[CompactKey.Of(sn, id)] = command;
                if (user.Length == 0) return;
                _byPerson[CompactKey.Of(sn, type, user)] = command;
                _last[CompactKey.Of(sn, user)] = command;
                return;
            case "repeat":
                _findings.Look(Invariant.CommandIdempotent, status == 202 && line.Text("answered_id") == id, Offender);
                return;
            case "conflict":
                _findings.Look(Invariant.CommandIdempotent, status == 409, Offender);
                return;
            case "get":
                _findings.Look(Invariant.CommandCurrent, status == 200, Offender);
                return;
            case "cancel" when status == 200 && _commands.TryGetValue(CompactKey.Of(sn, id), out var cancelled):
                cancelled.WasCancelled = true;
                return;
        }
    }

    private void SeenLive(JsonElement line)
    {
        if (line.Text("kind") == "command" && Find(line) is { } command) command.EndedSeenAt = Math.Min(command.EndedSeenAt, line.Number("seen_at"));
    }

    private void Fed(JsonElement line)
    {
        if (line.Text("kind") != "command" || Find(line) is not { } command) return;
        _findings.Look(Invariant.OutcomeInFeedOnce, command.Outcome is null, () => $"{command.Name} again as number {line.Number("seq")}");
        command.Outcome ??= line.Text("state");
    }

    private void Received(JsonElement line)
    {
        var (sn, user, isDeletion) = (line.Text("sn"), line.Text("user_id"), line.Text("kind") == "delete");
        var key = CompactKey.Of(sn, isDeletion ? "person.delete" : "person.push", user);
        _findings.Look(Invariant.CommandWasAsked, _asked.Contains(key), () => $"{sn}: {line.Text("kind")} of {user}");
        if (!_byPerson.TryGetValue(key, out var command)) return;
        var late = line.Number("at") - Math.Min(command.EndedSeenAt, long.MaxValue - OnItsWayMax);
        _findings.Look(Invariant.CommandFinishedNotResent, late <= OnItsWayMax, () => $"{command.Name}: got {late} ms after its outcome was in the feed");
        if (line.Text("result_code") != "0000") return;
        command.WasCarriedOut = true;
        if (isDeletion) _roster.Remove(CompactKey.Of(sn, user));
        else _roster.Add(CompactKey.Of(sn, user));
    }

    private void Shown(JsonElement line)
    {
        if (Find(line) is { } command && line.Number("status") == 200) command.State = line.Text("state");
    }

    private void Judge()
    {
        _findings.Look(Invariant.LoadWasServed, _asked.Count == 0 || _commands.Count > 0, () => "no command was accepted");
        foreach (var command in _commands.Values)
        {
            var ended = command.State is not null && !Open.Contains(command.State);
            _findings.Look(command.NotLost, ended, () => $"{command.Name} is {command.State ?? "unknown"} at the end");
            if (command.WasCancelled) _findings.Look(Invariant.CommandCurrent, command.State == "cancelled", () => $"{command.Name} was cancelled and is {command.State}");
            if (command.State == "succeeded" && command.UserId.Length > 0)
                _findings.Look(command.NotLost, command.WasCarriedOut, () => $"{command.Name} succeeded, but its terminal never got it");

            if (ended || command.Outcome is not null)
            {
                _findings.Look(
                    Invariant.OutcomeInFeedOnce, command.Outcome == command.State, () => $"{command.Name} is {command.State}, in the feed {command.Outcome ?? "nothing"}");
            }
        }

        foreach (var (person, command) in _last)
        {
            if (command.State != "succeeded") continue;
            var isThere = _roster.Contains(person);
            _findings.Look(command.NotLost, isThere == command.IsPush, () => $"{command.Sn}: {command.UserId} is {(isThere ? "still" : "not")} there after {command.Name}");
        }
    }

    private CommandHistory? Find(JsonElement line) => _commands.GetValueOrDefault(CompactKey.Of(line.Text("sn"), line.Text("id")));
}
