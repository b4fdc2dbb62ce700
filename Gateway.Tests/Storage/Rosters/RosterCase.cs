using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Rosters;
using Gateway.Storage.Devices;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using LinqToDB.Data;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Storage.Rosters;

/// <summary>Sites, rosters and terminals as rows, and a terminal's actor by hand: what rounds order, and what becomes of it.</summary>
internal sealed class RosterCase(TestDatabase test)
{
    private readonly Dictionary<string, Command> _open = [];
    private long _version;

    /// <summary>Days of terminals, whatever their dialect.</summary>
    public string Today { get; set; } = "2025-03-01";

    public double Seconds { get; set; } = 1;

    public DateTimeOffset Now => TestDatabase.Start.AddSeconds(Seconds);

    public Task<int> SiteAsync(string code, bool managed = true, string drift = "repair", int shard = 0) => test.ExecuteAsync(
        $"""
        INSERT INTO sites (code, status, legal_hold, drift, unexplained, shard, search_text, name_text, created_at, updated_at, managed_since)
        VALUES ('{code}', 'active', {No}, '{drift}', {No}, {shard}, '{code}', '', 0, 0, {(managed ? "1" : "NULL")})
        """);

    public Task DeviceAsync(string sn, string site, params string[] tags) =>
        DeviceAsync(new DeviceChange(sn, "l8iTgWXT", DeviceKind.Attendance, null, site, null, tags, null));

    public async Task DeviceAsync(DeviceChange change)
    {
        await test.Devices.PutAsync([change], default);
        await WriteAsync(db => RosterWork.MarkDeviceAsync(db, change.Sn, default));
    }

    /// <summary>As the site's roster says from now on.</summary>
    public async Task WantAsync(string site, string user, string person, string? from = null, string? until = null, string? tag = null) => await WriteAsync(async db =>
    {
        _version++;
        static string Text(string? text) => text is null ? "NULL" : $"'{text}'";
        await db.ExecuteAsync(
            $"""
            INSERT INTO roster (site, user_id, version, person_ref, person_bytes, valid_from, valid_until, device_tag, search_text, updated_at)
            VALUES ('{site}', '{user}', {_version}, '{person}', 900, {Text(from)}, {Text(until)}, {Text(tag)}, '{user.ToLowerInvariant()}', 0)
            ON CONFLICT (site, user_id) DO UPDATE SET
            version = excluded.version, person_ref = excluded.person_ref, valid_from = excluded.valid_from, valid_until = excluded.valid_until, device_tag = excluded.device_tag
            """);
        await ChangedAsync(db, site);
    });

    public async Task UnwantAsync(string site, string user) => await WriteAsync(async db =>
    {
        _version++;
        await db.ExecuteAsync($"DELETE FROM roster WHERE site = '{site}' AND user_id = '{user}'");
        await ChangedAsync(db, site);
    });

    public Task WriteAsync(Func<DataConnection, Task> write) => test.Database.WriteAsync(
        async (db, _) =>
        {
            await write(db);
            return true;
        },
        default);

    /// <summary>Rounds for all that is due; the actors take everything. What was ordered, in words, in order.</summary>
    public async Task<string> RoundAsync()
    {
        var words = new List<string>();
        foreach (var task in await ClaimAsync())
        {
            if (await test.Reconcile.OrderAsync(task, _ => Today, Now, default) is not { } round) continue;
            await TakeAsync(task.Sn, round.Deliveries);
            foreach (var id in round.Cancels) await EndAsync(id, CommandState.Cancelled, attempts: 0);
            await test.Reconcile.FinishAsync(task.Sn, round.Change, [.. round.Deliveries.Select(static command => command.Id)], null, default);
            words.AddRange(round.Deliveries.Select(Words));
            words.AddRange(round.Cancels.Select(id => $"cancel {id}"));
        }

        return string.Join(", ", words);
    }

    public async Task<IReadOnlyList<RosterTask>> ClaimAsync()
    {
        var tasks = new List<RosterTask>();
        foreach (var shard in await test.Reconcile.GetDueShardsAsync(Now, default))
            tasks.AddRange(await test.Reconcile.ClaimAsync(shard, Now, Now.AddSeconds(60), 100, default));
        return tasks;
    }

    /// <summary>The actor of the terminal journals them; the same again it knows.</summary>
    public async Task TakeAsync(string sn, IEnumerable<Command> commands)
    {
        foreach (var command in commands)
            if (_open.TryAdd(sn + command.Id, command)) await test.ProjectAsync(new CommandQueued(sn, command, Now));
    }

    /// <summary>The terminal's open command about a person ends.</summary>
    public async Task EndAsync(string sn, string user, CommandState state, string? code = null, int attempts = 1)
    {
        var (key, command) = _open.Single(open => open.Key.StartsWith(sn, StringComparison.Ordinal) && open.Value.UserId == user);
        _open.Remove(key);
        await test.ProjectAsync(Ended(sn, command, state, code, attempts));
    }

    /// <summary>All that is open ends well.</summary>
    public async Task SucceedAsync()
    {
        foreach (var (key, command) in _open) await test.ProjectAsync(Ended(key[..^command.Id.Length], command, CommandState.Succeeded, "0000", 1));
        _open.Clear();
    }

    /// <summary>Somebody's own command, begun and ended.</summary>
    public Task ByHandAsync(string sn, string user, string? person, CommandState state = CommandState.Succeeded)
    {
        Seconds += 0.01;
        var type = person is null ? CommandType.PersonDelete : CommandType.PersonPush;
        var command = new Command(Guid.NewGuid().ToString("N"), type, user, person, 900, "hash", null, Now, Now.AddDays(7));
        return test.ProjectAsync(new CommandQueued(sn, command, Now), Ended(sn, command, state, "0000", 1));
    }

    /// <summary>Every person that is known of the terminals: who, state, content that was confirmed.</summary>
    public async Task<string> RowsAsync() => string.Join(", ", await test.ColumnAsync<string>(
        "SELECT sn || ':' || user_id || ' ' || state || ' ' || COALESCE(reported_ref, '-') FROM roster_devices ORDER BY sn, user_id"));

    private string No => test.Options.Provider == StorageProvider.Sqlite ? "0" : "false";

    private async Task ChangedAsync(DataConnection db, string site)
    {
        await db.ExecuteAsync($"UPDATE sites SET roster_version = {_version} WHERE code = '{site}'");
        await RosterWork.MarkSiteAsync(db, site, isFirst: false, default);
    }

    private async Task EndAsync(string id, CommandState state, int attempts)
    {
        var (key, command) = _open.Single(open => open.Value.Id == id);
        _open.Remove(key);
        await test.ProjectAsync(Ended(key[..^id.Length], command, state, null, attempts));
    }

    private static string Words(Command command) =>
        $"{(command.Type == CommandType.PersonPush ? $"push {command.UserId} {command.PersonRef}" : $"delete {command.UserId}")} {command.Roster!.Site}/{command.Roster.Version}";

    private CommandEnded Ended(string sn, Command command, CommandState state, string? code, int attempts)
    {
        DateTimeOffset? sent = attempts > 0 ? Now : null;
        return state switch
        {
            CommandState.Succeeded => new CommandSucceeded(sn, command, attempts, code, null, sent, Now),
            CommandState.Failed => new CommandFailed(sn, command, attempts, code, "no", sent, Now),
            CommandState.Cancelled => new CommandCancelled(sn, command, attempts, code, null, sent, Now),
            CommandState.Superseded => new CommandSuperseded(sn, command, attempts, null, "x", sent, Now),
            _ => new CommandExpired(sn, command, attempts, null, null, sent, Now),
        };
    }
}
