using Gateway.Storage.Sql;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Storage.Sql;

public sealed class GroupsTests : IDisposable
{
    private static readonly GroupLimits Limits = new(AtOnce: 1, WeightMax: 100, WaitingMax: 100);

    private readonly SemaphoreSlim _gate = new(0);
    private readonly List<int[]> _groups = [];

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task Run_WhatCameWhileAGroupWasWorkedOff_IsTheNextGroup()
    {
        var groups = Make(Limits);
        var first = groups.RunAsync(0, default);
        var others = Enumerable.Range(1, 20).Select(number => groups.RunAsync(number, default)).ToList();

        _gate.Release(100);

        Assert.Equal(Enumerable.Range(0, 21).Select(number => -number), await Task.WhenAll([first, .. others]));
        Assert.Equal(Enumerable.Range(0, 21), _groups.SelectMany(static group => group));
        Assert.InRange(_groups.Count, 1, 2); // the first may have come late enough to take all along
    }

    [Fact]
    public async Task Run_OfMoreThanTheWeight_IsMoreThanOneGroup()
    {
        var groups = Make(Limits with { WeightMax = 4 });
        var all = Enumerable.Range(1, 20).Select(number => groups.RunAsync(number, default)).ToList();

        _gate.Release(100);
        await Task.WhenAll(all);

        Assert.All(_groups, static group => Assert.InRange(group.Length, 1, 4));
    }

    [Fact]
    public async Task Run_OneThatFails_FailsAlone()
    {
        var groups = Make(Limits, refuses: 7);
        var all = Enumerable.Range(0, 20).Select(number => groups.RunAsync(number, default)).ToList();

        _gate.Release(100);

        await Assert.ThrowsAsync<InvalidDataException>(() => all[7]);
        all.RemoveAt(7);
        Assert.DoesNotContain(-7, await Task.WhenAll(all));
    }

    [Fact]
    public async Task Run_WhileTheDatabaseIsAway_FailsTheGroupAtOnce()
    {
        var groups = Make(Limits, refuses: 7, with: new NpgsqlException("away", new IOException()));
        var all = Enumerable.Range(0, 20).Select(number => groups.RunAsync(number, default)).ToList();

        _gate.Release(100);
        await Task.WhenAll(all).ContinueWith(static _ => { }, TaskScheduler.Default);

        foreach (var one in _groups.Single(static group => group.Contains(7))) await Assert.ThrowsAsync<NpgsqlException>(() => all[one]);
    }

    [Fact]
    public async Task Run_WhenSoManyWait_WaitsForRoom_AndIsNeverWorkedOffWhenItIsGivenUp()
    {
        using var given = new CancellationTokenSource();
        var groups = Make(Limits with { WeightMax = 1, WaitingMax = 2 });
        var taken = Enumerable.Range(0, 2).Select(number => groups.RunAsync(number, default)).ToList();
        while (_groups.Count == 0) await Task.Yield(); // 0 is out of the queue
        taken.Add(groups.RunAsync(2, default));

        var late = groups.RunAsync(3, given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        _gate.Release(100);
        await Task.WhenAll(taken);

        Assert.Equal([0, 1, 2], _groups.SelectMany(static group => group));
    }

    /// <summary>Of which each group waits at the gate and gives the numbers back, negative.</summary>
    private Groups<int, int> Make(GroupLimits limits, int? refuses = null, Exception? with = null) => new(limits, static _ => 1, async group =>
    {
        lock (_groups) _groups.Add([.. group]);
        await _gate.WaitAsync(Patience.Max);
        if (refuses is { } one && group.Contains(one)) throw with ?? new InvalidDataException();
        return [.. group.Select(static number => -number)];
    });
}
