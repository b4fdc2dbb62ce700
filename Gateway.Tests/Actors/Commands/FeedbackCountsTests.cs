using Gateway.Actors.Commands;
using Xunit;

namespace Gateway.Tests.Actors.Commands;

public sealed class FeedbackCountsTests
{
    private static readonly bool[] OneSuccess = [true];

    [Fact]
    public void After_ThreeClosedByOneSuccessAndThePull_IsPerPull() // D31
    {
        var counts = Times(2, default, 3, OneSuccess);
        Assert.Equal(FeedbackHabit.Unknown, counts.Habit);
        Assert.Equal(FeedbackHabit.PerPull, Times(1, counts, 2, OneSuccess).Habit);
        Assert.Equal(counts, counts.After(2, OneSuccess, byPull: false, isSure: true)); // not followed by a pull
        Assert.Equal(counts, counts.After(2, OneSuccess, byPull: true, isSure: false)); // it may be late
        Assert.Equal(counts, counts.After(2, [false], byPull: true, isSure: true));
        Assert.Equal(counts, counts.After(2, [], byPull: true, isSure: true)); // the answer may have been lost
    }

    [Fact]
    public void After_ThreeWithAsManyAsPersons_IsPerPerson() => Assert.Equal(FeedbackHabit.PerPerson, Times(3, default, 2, [true, false]).Habit);

    [Fact]
    public void After_ACountThatContradicts_IsUnknown() // D31
    {
        Assert.Equal(FeedbackHabit.Unknown, Times(3, default, 3, OneSuccess).After(3, [true, true], byPull: true, isSure: true).Habit);
        Assert.Equal(FeedbackHabit.Unknown, Times(3, default, 3, [true, true, true]).After(3, OneSuccess, byPull: true, isSure: true).Habit);
    }

    private static FeedbackCounts Times(int times, FeedbackCounts counts, int persons, bool[] feedbacks)
    {
        for (; times > 0; times--) counts = counts.After(persons, feedbacks, byPull: true, isSure: true);
        return counts;
    }
}
