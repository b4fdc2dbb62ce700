using Gateway.Codec.Framing;
using Gateway.Edge.Budgets;
using Gateway.Edge.Tcp;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>What unfinished messages of several packets hold (D7).</summary>
public sealed class PartialMessageTests
{
    private const int Connections = 1_300;

    private static readonly byte[] Body = new byte[FrameReader.BodyLengthMax];

    private readonly UnprovedBudget _budget = new();

    [Fact]
    public void Unproved_ThousandsOfConnections_HoldNoMoreThanTheBudget()
    {
        var partials = Fill(_budget, out var refused);

        Assert.Equal(UnprovedBudget.BytesMax / Body.Length, Connections - refused);
        Assert.Equal(_budget.Held, partials.Sum(static partial => partial.Held));
        Assert.InRange(_budget.Held, UnprovedBudget.BytesMax - Body.Length, UnprovedBudget.BytesMax);

        Assert.Equal(Connections - refused, partials.Count(static partial => partial.Expire(60_001)));
        Assert.Equal((0, 0), (_budget.Held, partials.Sum(static partial => partial.Held)));
    }

    [Fact]
    public void Proved_ThousandsOfConnections_HoldOnePacketEach()
    {
        var partials = Fill(null, out var refused);

        Assert.Equal((0, Connections * (long)Body.Length), (refused, partials.Sum(static partial => (long)partial.Held)));
        partials.ForEach(static partial => partial.Close());
        Assert.Equal(0, partials.Sum(static partial => partial.Held));
    }

    [Fact]
    public void Unproved_WholeRefusedOrClosed_GivesItsRoomBack()
    {
        var partial = new PartialMessage();
        Assert.Equal(AssembleResult.NeedMore, Add(partial, 1, 2));
        Assert.Equal(AssembleResult.Complete, Add(partial, 2, 2));
        Assert.Equal(0, _budget.Held);
        Assert.Equal(AssembleResult.NeedMore, Add(partial, 1, 3));
        Assert.Equal(AssembleResult.Refused, Add(partial, 3, 3));
        Assert.Equal(0, _budget.Held);
        Assert.Equal(AssembleResult.NeedMore, Add(partial, 1, 3));
        partial.Close();
        Assert.Equal(0, _budget.Held);
        Assert.Equal(AssembleResult.Refused, Add(partial, 1, 3)); // its lane's stream has not heard of the end yet
        Assert.Equal(0, _budget.Held);
    }

    /// <summary>Ten packets of a message that never ends, on each.</summary>
    private static List<PartialMessage> Fill(UnprovedBudget? budget, out int refused)
    {
        var partials = Enumerable.Range(0, Connections).Select(static _ => new PartialMessage()).ToList();
        refused = partials.Count(partial => Add(partial, 1, 65_535, budget) == AssembleResult.Refused);
        for (var number = 2; number <= 10; number++)
            foreach (var partial in partials) Add(partial, number, 65_535, budget);

        return partials;
    }

    private AssembleResult Add(PartialMessage partial, int number, int total) => Add(partial, number, total, _budget);

    private static AssembleResult Add(PartialMessage partial, int number, int total, UnprovedBudget? budget) =>
        partial.Add(new Frame(CommandWord.AttendanceUpload, (ushort)number, (ushort)total, 1, default, Body), budget, 0, out _, out _);
}
