using Gateway.Actors.Trials;
using Gateway.Storage.Certification;

namespace Gateway.Platform.Certification;

/// <summary>
/// Runs the script against one terminal: carries out what each line wants, gathers what all nodes see, and asks the line for its finding. Test persons are deleted at the end; if
/// this
/// node dies, by whoever finds the run without a node (<see cref="CertificationRuns"/>).
/// </summary>
internal sealed class CertificationRun
{
    /// <summary>How often is looked what came.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>How often other nodes are told that the terminal is watched, and the database that the run is alive.</summary>
    private static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(15);

    /// <summary>A terminal that is not heard by then is not there.</summary>
    private static readonly TimeSpan HeardWithin = TimeSpan.FromMinutes(10);

    /// <summary>For results of lines before, and for the deletions at the end.</summary>
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(3);

    /// <summary>Of all that is seen in a run; a terminal says a few things in a minute.</summary>
    private const int ObservationsMax = 20_000;

    private static readonly Words Off = new("The device is not being certified any more.", "设备已不在认证状态。");

    private readonly CertificationParts _parts;
    private readonly CertificationRow _row;
    private readonly TrialListener _listener;
    private readonly TestCommands _commands;
    private readonly List<Observation> _all = [];
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    private readonly List<ReportLine> _lines = [];
    private bool _isOff;
    private CertificationLine? _current;
    private Words? _waiting;
    private DateTimeOffset _aliveAt;

    /// <param name="presented">Photo of whoever will stand before the terminal; null: a drawn face.</param>
    public CertificationRun(CertificationParts parts, CertificationRow row, byte[]? presented)
    {
        (_parts, _row) = (parts, row);
        _commands = new TestCommands(parts, row.Sn, row.Number, presented);
        _listener = parts.Trials.Listen(row.Sn);
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The state it ended in; null: somebody else has ended it.</returns>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        try
        {
            var why = await TryAllAsync(stop);
            _current = null;
            _waiting = new Words("The test persons are being deleted.", "正在删除测试人员。");
            await DeleteAllAsync(stop);
            _waiting = null;
            var state = why is null ? CertificationRow.Completed : CertificationRow.Aborted;
            var now = _parts.Time.GetUtcNow();
            return await _parts.Store.SaveAsync(_row.Number, state, Report(why).ToJson(), now, now, stop) ? state : null;
        }
        catch (RunEndedException)
        {
            return null;
        }
        finally
        {
            _parts.Trials.Leave(_listener);
            _parts.Trials.Give(new TrialOrder(_row.Sn, TrialKind.Unwatch, 0));
        }
    }

    /// <summary>Why it cannot go on; null: all lines are done.</summary>
    private async Task<Words?> TryAllAsync(CancellationToken stop)
    {
        _waiting = new Words("The terminal is waited for.", "等待设备连接。");
        var began = _parts.Time.GetUtcNow();
        while (!_all.Exists(static o => o.Kind is ObservationKind.In or ObservationKind.Asked))
        {
            if (_isOff) return Off;
            if (_parts.Time.GetUtcNow() - began > HeardWithin) return new Words("The terminal was not heard in ten minutes.", "十分钟内没有收到设备的数据。");
            await LookAsync(stop);
        }

        foreach (var line in CertificationScript.Lines)
        {
            if (_isOff) return Off;
            var spoken = line.Door == LineDoor.Socket ? ObservationKind.In : ObservationKind.Asked;
            if (!_all.Exists(o => o.Kind == spoken)) continue;
            (_current, _waiting) = (line, line.Hand);
            await SaveAsync(stop);
            var finding = await TryAsync(line, stop);
            _findings[line.Name] = finding;
            _lines.Add(ReportLine.Of(line, finding));
        }

        return null;
    }

    private async Task<Finding> TryAsync(CertificationLine line, CancellationToken stop)
    {
        foreach (var need in line.Needs)
        {
            if (_findings.GetValueOrDefault(need) is not { Verdict: Verdict.Conforms or Verdict.Tolerated })
                return Finding.NotSeen($"not tried, because of {need}", $"未执行，原因见 {need}");
        }

        if (line.HasCommands && !await SettleAsync(stop)) return Finding.NotSeen("not tried: a command before has no result yet", "未执行：之前的命令尚无结果");
        var began = _parts.Time.GetUtcNow();
        var first = _all.Count;
        foreach (var act in line.Acts) await DoAsync(act, stop);
        while (true)
        {
            await LookAsync(stop);
            var now = _parts.Time.GetUtcNow();
            var isOver = now - began >= line.Within;
            var evidence = new Evidence(_row.Sn, _all.GetRange(first, _all.Count - first), _all, _findings, began, now, isOver);
            if (Judge(line, evidence) is { } finding) return finding;
            if (isOver || _isOff) return Finding.NotSeen("nothing that tells", "没有可判断的内容");
        }
    }

    private Finding? Judge(CertificationLine line, Evidence evidence)
    {
        try
        {
            return line.Judge(evidence);
        }
#pragma warning disable CA1031 // A terminal may say anything: a line that trips over it is one line, and not the end of an evening's run.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            CertificationLog.LineFailed(_parts.Log, failure, line.Name, _row.Sn);
            return Finding.NotSeen("the certifier could not judge what came; its log says why", "认证程序无法判断收到的内容，详见日志");
        }
    }

    private Task DoAsync(Act act, CancellationToken stop)
    {
        switch (act)
        {
            case Act.Order order:
                _parts.Trials.Give(new TrialOrder(_row.Sn, order.Kind, order.Argument));
                return Task.CompletedTask;
            case Act.Push push:
                return _commands.PushAsync(push.Label, push.Person, push.Photo, stop);
            case Act.Delete delete:
                return _commands.DeleteAsync(delete.Label, delete.Person, stop);
            case Act.SetClock:
                return _commands.SetClockAsync(stop);
            default:
                throw new InvalidOperationException($"Nobody knows how to do {act.GetType().Name}.");
        }
    }

    /// <summary>Whether all commands have ended, after a while.</summary>
    private async Task<bool> SettleAsync(CancellationToken stop)
    {
        var began = _parts.Time.GetUtcNow();
        while (_commands.HasOpen && _parts.Time.GetUtcNow() - began < SettledWithin) await LookAsync(stop);
        return !_commands.HasOpen;
    }

    private async Task DeleteAllAsync(CancellationToken stop)
    {
        foreach (var person in _commands.Persons.ToList()) await _commands.DeleteAsync("clean", person, stop);
        if (await SettleAsync(stop))
            foreach (var person in _commands.Persons.ToList()) _commands.Gone(person);
    }

    /// <summary>Waits a little, and takes what came meanwhile.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        var now = _parts.Time.GetUtcNow();
        if (now - _aliveAt >= AliveEvery)
        {
            _aliveAt = now;
            if (await _parts.Devices.GetAsync(_row.Sn, stop) is not { Device: { IsCertifying: true, Enabled: true } }) _isOff = true;
            _parts.Trials.Give(new TrialOrder(_row.Sn, TrialKind.Watch, 0));
            await SaveAsync(stop);
        }

        await Task.Delay(Look, _parts.Time, stop);
        while (_listener.Seen.TryRead(out var seen))
            if (_all.Count < ObservationsMax && Observation.Of(seen, _parts.Time.GetUtcNow()) is { } observation) _all.Add(observation);

        _all.AddRange(await _commands.OutcomesAsync(stop));
    }

    private async Task SaveAsync(CancellationToken stop)
    {
        if (!await _parts.Store.SaveAsync(_row.Number, CertificationRow.Running, Report(why: null).ToJson(), _parts.Time.GetUtcNow(), null, stop)) throw new RunEndedException();
    }

    private CertificationReport Report(Words? why) => new([.. _lines], [.. _commands.Persons], _current?.Name, _waiting, why);

    /// <summary>Somebody else has ended this run, or its row is gone.</summary>
    private sealed class RunEndedException : Exception;
}
