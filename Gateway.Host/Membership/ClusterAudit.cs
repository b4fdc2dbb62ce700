using System.Data.Common;
using System.Threading.Channels;
using Gateway.Actors.Nodes;
using Gateway.Host.NodeLinks;
using Gateway.Storage.Audit;
using Gateway.Storage.Sql;

namespace Gateway.Host.Membership;

/// <summary>
/// The audit of the port between nodes: who has joined, and who was refused. Refusals cost whoever provokes them nothing, so they are gathered: a row per address and minute, the
/// first at once.
/// </summary>
internal sealed partial class ClusterAudit(LinkWatch links, AuditStore audit, TimeProvider time, ILogger<ClusterAudit> log) : BackgroundService
{
    /// <summary>Rows that wait while the database is away.</summary>
    private const int WaitingMax = 1000;

    private const string Subject = "cluster";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RefusalsEvery = TimeSpan.FromMinutes(1);

    private readonly Channel<AuditNote> _notes = Channel.CreateBounded<AuditNote>(new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });
    private long _refusalsAt;

    public void Joined(string address, string version) =>
        _notes.Writer.TryWrite(new AuditNote(
            new AuditCaller("node", "node", NodeName.Of(address), $"version {version}"), AuditActions.ClusterJoin, Subject, [NodeName.Of(address)]));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            GatherRefusals();
            try
            {
                while (_notes.Reader.TryPeek(out var note))
                {
                    await audit.AddAsync(note, stoppingToken);
                    _notes.Reader.TryRead(out _);
                }
            }
            catch (Exception away) when (away is DbException or StorageUnusableException or TimeoutException)
            {
                LogWaiting(away.GetType().Name);
            }
        }
    }

    private void GatherRefusals()
    {
        if (_refusalsAt != 0 && time.GetElapsedTime(_refusalsAt) < RefusalsEvery) return;
        var refused = links.Take();
        if (refused.Count == 0) return;
        _refusalsAt = time.GetTimestamp();
        foreach (var one in refused)
        {
            var caller = new AuditCaller("stranger", "none", one.Remote, string.Create(CultureInfo.InvariantCulture, $"{one.Times} times: {one.Reason}"));
            _notes.Writer.TryWrite(new AuditNote(caller, AuditActions.ClusterRefused, Subject, [one.Remote]));
        }
    }

    [LoggerMessage(1344, LogLevel.Debug, "The audit of the port between nodes waits for the database ({Failure})")]
    private partial void LogWaiting(string failure);
}
