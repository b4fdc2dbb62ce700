using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Actors.Devices;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Certification;
using Gateway.Storage.Devices;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Certification;

/// <summary>The certifications of this node; and the end of those whose node is gone, with the deletion of their test persons.</summary>
/// <param name="parts">Made when they are needed: the way to the devices is there only once the node runs.</param>
internal sealed class CertificationRuns(Func<CertificationParts> parts, CertificationStore store, DeviceStore devices, AuditStore audit, TimeProvider time,
    ILogger<CertificationRuns> log)
    : BackgroundService
{
    /// <summary>On one node at a time.</summary>
    public const int RunsMax = 16;

    /// <summary>A terminal that people use is not tried.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(24);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    /// <summary>A run that nobody has written for so long has no node.</summary>
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<long, Task> _runs = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins a run.</summary>
    /// <param name="presented">Photo of whoever will stand before the terminal; null: a drawn face.</param>
    /// <returns>Why not; null: it runs.</returns>
    public async Task<ProblemKind?> BeginAsync(string sn, byte[]? presented, AuditCaller caller, CancellationToken cancellation)
    {
        if (await devices.GetAsync(sn, cancellation) is not { Device: var device }) return ProblemKinds.DeviceUnknown;
        if (device is not { CertifyingSince: { } since, Kind: DeviceKind.Attendance }) return ProblemKinds.DeviceNotCertifying;
        var now = time.GetUtcNow();
        if (await store.HasAttendanceAsync(sn, now - Quiet, since, cancellation)) return ProblemKinds.DeviceInUse;
        if (_runs.Count >= RunsMax) return ProblemKinds.CertificationsExhausted;
        await audit.AddAsync(new AuditNote(caller, AuditActions.CertificationStart, $"devices/{sn}/certification", [sn]), cancellation);
        var (vendor, model, firmware) = (Known(device.Model.Vendor), Known(device.Model.Model), Known(device.Model.Firmware));
        if (await store.BeginAsync(sn, vendor, model, firmware, now, cancellation) is not { } number) return ProblemKinds.CertificationRunning;
        var row = (await store.GetAsync(sn, number, cancellation))!;
        CertificationLog.Began(log, number, sn);
        _runs[number] = Task.Run(() => RunAsync(row, presented), CancellationToken.None);
        return null;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runs.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _stop.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(LookEvery, time, stoppingToken);
            try
            {
                foreach (var row in await store.RunningAsync(stoppingToken))
                {
                    var now = time.GetUtcNow();
                    if (!_runs.ContainsKey(row.Number) && await store.TryClaimAsync(row.Number, now - DeadAfter, now, stoppingToken)) await EndAsync(row, stoppingToken);
                }
            }
            catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException or InvalidOperationException)
            {
                CertificationLog.NotLooked(log, failure.GetType().Name);
            }
        }
    }

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private async Task RunAsync(CertificationRow row, byte[]? presented)
    {
        try
        {
            if (await new CertificationRun(parts(), row, presented).RunAsync(_stop.Token) is { } state) CertificationLog.Ended(log, row.Number, row.Sn, state);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever finds it without a node ends it.
        }
#pragma warning disable CA1031 // Nobody waits for it; its row says that it runs until somebody ends it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            CertificationLog.Broken(log, failure, row.Number, row.Sn);
        }
        finally
        {
            _runs.TryRemove(row.Number, out _);
        }
    }

    /// <summary>Its test persons are deleted by ordinary commands, which wait for the terminal; what it found so far is kept.</summary>
    private async Task EndAsync(CertificationRow row, CancellationToken stop)
    {
        var report = CertificationReport.Of(row);
        var commands = new TestCommands(parts(), row.Sn, row.Number, presented: null);
        foreach (var person in report.Persons) await commands.DeleteAsync("clean", person, stop);
        var why = new Words("The node that ran it stopped. Its test persons are being deleted.", "执行节点已停止。测试人员正在删除。");
        var now = time.GetUtcNow();
        await store.SaveAsync(row.Number, CertificationRow.Aborted, (report with { Current = null, Waiting = null, Why = why }).ToJson(), now, now, stop);
        CertificationLog.Ended(log, row.Number, row.Sn, CertificationRow.Aborted);
    }
}
