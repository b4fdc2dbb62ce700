using System.Data.Common;
using Gateway.Host.Configuration;
using Gateway.Storage.Nodes;
using Gateway.Storage.Sql;

namespace Gateway.Host.Membership;

/// <summary>
/// Whether this node may write into its database: it owns it alone, or with the members of its cluster (docs/decisions/0051-owners.md). A node that lost its lock tries to take it
/// again; one that cannot, or finds that others were founded meanwhile, is <see cref="Lost"/>. On SQLite the data directory is locked instead, and everything here holds from the
/// start. One call at a time.
/// </summary>
internal sealed partial class DatabaseOwner(GatewayOptions options, TimeProvider time, ILogger<DatabaseOwner> log) : IAsyncDisposable
{
    /// <summary>Longer than members need to take their lock again after the database was away.</summary>
    public static readonly TimeSpan OwnersComeBackWithin = TimeSpan.FromSeconds(20);

    /// <summary>How long a node that lost its lock tries to take it again while the database answers.</summary>
    public static readonly TimeSpan TryFor = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(30);

    private readonly OwnerLock? _lock = options.Storage.Provider == StorageProvider.Sqlite ? null : new OwnerLock(
        options.Storage, $"gateway {Environment.MachineName}/{Environment.ProcessId} {options.Cluster.Hostname}:{options.Cluster.Port}");

    private string? _owner;
    private long? _awayAt;
    private long? _refusedAt;
    private long? _toldAt;
    private bool _counted;

    /// <summary>Whether the lock is held.</summary>
    public bool IsHeld => _lock is null or { Mode: not OwnerLockMode.None };

    /// <summary>Whether it is held alone, by a node that founds or founded a cluster.</summary>
    public bool IsAlone => _lock is { Mode: OwnerLockMode.Alone };

    /// <summary>Why this node may not serve, in one line for people; null while it may.</summary>
    public string? Fault { get; private set; }

    /// <summary>Why this node must end: the database went on without it; null while it need not.</summary>
    public string? Lost { get; private set; }

    /// <summary>The database did not answer just now: its owners, which lost their locks by that, come first when it does again.</summary>
    public void NoteAway() => _awayAt = time.GetTimestamp();

    /// <summary>Takes the database for a new cluster, whose first member this node is.</summary>
    /// <returns>False: others own it, or may come back; <see cref="Fault"/> says so.</returns>
    public async Task<bool> TryFoundAsync(CancellationToken cancellation)
    {
        if (IsHeld) return true;
        try
        {
            if (await AwaitedAsync(cancellation) is { } left) return Refused($"the database was away until just now; its owners come first, for another {left.TotalSeconds:0} s");
            if (!await _lock!.TryAsync(OwnerLockMode.Alone, cancellation)) return Refused(await HeldByAsync(cancellation));
            _owner = Guid.NewGuid().ToString();
            await _lock.SetOwnerAsync(_owner, cancellation);
            Taken();
            return true;
        }
        catch (Exception away) when (IsAway(away))
        {
            await AwayAsync(away);
            return false;
        }
    }

    /// <summary>Whether a cluster lives that could be joined.</summary>
    public async Task<bool> HasMembersAsync(CancellationToken cancellation)
    {
        try
        {
            var holders = await _lock!.GetHoldersAsync(cancellation);
            if (holders.Count > 0) Fault = Line(holders);
            return holders.Any(static holder => holder.Mode == OwnerLockMode.Shared);
        }
        catch (Exception away) when (IsAway(away))
        {
            await AwayAsync(away);
            return false;
        }
    }

    /// <summary>For a member, once a second: sees that the lock is held, takes it where it is not, and notes when it cannot be had any more.</summary>
    /// <param name="mode">How it must be held.</param>
    public async Task KeepAsync(OwnerLockMode mode, CancellationToken cancellation)
    {
        try
        {
            var owner = await _lock!.GetOwnerAsync(cancellation);
            if (_owner is not null && owner != _owner)
            {
                await _lock.DropAsync();
                Lost = "The database went on without this node: another gateway has been founded on it, or it is an older state of it. Start it again.";
            }
            else if (!IsHeld && !await _lock.TryAsync(mode, cancellation))
            {
                var held = await HeldByAsync(cancellation);
                Refused(held);
                _refusedAt ??= time.GetTimestamp();
                if (time.GetElapsedTime(_refusedAt.Value) >= TryFor) Lost = $"This node lost its lock on the database and cannot take it again: {held}. Start it again.";
            }
            else
            {
                _owner = owner;
                if (_lock.Mode == OwnerLockMode.Alone && mode == OwnerLockMode.Shared) await _lock.ShareAsync(cancellation);
                await CountConnectionsAsync(cancellation);
                Taken();
            }
        }
        catch (Exception away) when (IsAway(away))
        {
            _refusedAt = null; // It is the database that is away; while it is, nobody else has it either.
            await AwayAsync(away);
        }
    }

    /// <summary>The last one of a cluster leaves the database in order: whoever comes next need not wait for it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_lock is null) return;
        try
        {
            if (IsHeld && await _lock.TryAsync(OwnerLockMode.Alone, CancellationToken.None)) await _lock.SetOwnerAsync(null, CancellationToken.None);
        }
        catch (Exception away) when (IsAway(away))
        {
            LogAway(away.Message);
        }

        await _lock.DisposeAsync();
    }

    private static bool IsAway(Exception failure) => failure is DbException or TimeoutException;

    private static string Line(IReadOnlyList<OwnerLockHolder> holders) => "the database is held by " + string.Join(", ", holders);

    private async Task<string> HeldByAsync(CancellationToken cancellation) =>
        await _lock!.GetHoldersAsync(cancellation) is { Count: > 0 } holders ? Line(holders) : "the database was held a moment ago";

    /// <summary>How long the owners that lost their locks are waited for; null: not at all.</summary>
    private async Task<TimeSpan?> AwaitedAsync(CancellationToken cancellation)
    {
        if (await _lock!.GetOwnerAsync(cancellation) is null) return null; // A new database, or one that was left in order.
        var age = await _lock.GetServerAgeAsync(cancellation);
        if (_awayAt is { } at && time.GetElapsedTime(at) is var ago && ago < age) age = ago;
        return age < OwnersComeBackWithin ? OwnersComeBackWithin - age : null;
    }

    /// <summary>Once: the last node that comes to a cluster sees all of them.</summary>
    private async Task CountConnectionsAsync(CancellationToken cancellation)
    {
        if (_counted) return;
        _counted = true;
        var nodes = (await _lock!.GetHoldersAsync(cancellation)).Count + 1;
        var (allowed, mayOpen) = await _lock.GetConnectionsAsync(nodes, cancellation);
        if (mayOpen > allowed) LogConnections(nodes, mayOpen, allowed);
    }

    private bool Refused(string why)
    {
        Fault = why;
        if (_toldAt is { } told && time.GetElapsedTime(told) < TellEvery) return false;
        _toldAt = time.GetTimestamp();
        LogRefused(why);
        return false;
    }

    private void Taken()
    {
        if (Fault is not null) LogTaken();
        Fault = null;
        _refusedAt = _toldAt = null;
    }

    private async Task AwayAsync(Exception away)
    {
        NoteAway();
        if (IsHeld) LogAway(away.Message);
        Fault = "the database does not answer";
        await _lock!.DropAsync();
    }

    [LoggerMessage(1018, LogLevel.Warning, "Not serving, tried on: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(1017, LogLevel.Warning,
        "{Nodes} nodes may open {MayOpen} connections to PostgreSQL, which allows {Allowed}: lower Maximum Pool Size of the connection string, or raise max_connections")]
    private partial void LogConnections(int nodes, int mayOpen, int allowed);

    [LoggerMessage(1014, LogLevel.Information, "This node owns the database, alone or with its cluster")]
    private partial void LogTaken();

    [LoggerMessage(1015, LogLevel.Warning, "The session of the lock on the database is lost: {Reason}")]
    private partial void LogAway(string reason);
}
