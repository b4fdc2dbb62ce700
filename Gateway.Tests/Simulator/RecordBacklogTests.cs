using Gateway.Simulator.Terminals;
using Xunit;

namespace Gateway.Tests.Simulator;

public sealed class RecordBacklogTests
{
    [Fact]
    public void Send_AfterALoss_RepeatsTheGroupThoughMoreIsThere()
    {
        var backlog = Filled(2);
        Assert.Equal([1, 2], Send(backlog, 4));
        backlog.Lose();
        backlog.TryAdd(new Recognition(3, 0));

        Assert.Equal([1, 2], Send(backlog, 4));
        backlog.Acknowledge(new Recognition[4]);
        Assert.Equal([3], Send(backlog, 4));
    }

    [Fact]
    public void Send_AfterALossWithRegrouping_SendsTheSameRecordsInOtherGroups()
    {
        var backlog = Filled(6);
        Send(backlog, 4);
        backlog.Lose();
        var groups = new List<int[]>();

        while (backlog.Count > 0)
        {
            groups.Add(Send(backlog, 3, regroup: true));
            backlog.Acknowledge(new Recognition[4]);
        }

        Assert.Equal([[1, 2, 3], [4, 5, 6]], groups);
        Assert.False(backlog.IsRepeating);
    }

    [Fact]
    public void Ring_OverManyRounds_KeepsOrderAndCount()
    {
        var backlog = new RecordBacklog(7);
        int added = 0, acknowledged = 0;
        var group = new Recognition[4];
        for (var round = 0; round < 100; round++)
        {
            while (backlog.TryAdd(new Recognition(added + 1, 0))) added++;
            Assert.Equal(7, backlog.Count);
            var count = backlog.Send(group, 1 + (round % 4), regroup: false);
            Assert.Equal(Enumerable.Range(acknowledged + 1, count), group[..count].Select(record => record.Number));
            acknowledged += backlog.Acknowledge(group);
        }
    }

    private static RecordBacklog Filled(int records)
    {
        var backlog = new RecordBacklog(100);
        for (var i = 1; i <= records; i++) backlog.TryAdd(new Recognition(i, 0));
        return backlog;
    }

    private static int[] Send(RecordBacklog backlog, int wanted, bool regroup = false)
    {
        var group = new Recognition[4];
        var count = backlog.Send(group, wanted, regroup);
        return [.. group[..count].Select(record => record.Number)];
    }
}
