using Gateway.Actors.Commands;
using Gateway.Actors.Jobs;
using Xunit;

namespace Gateway.Tests.Actors.Jobs;

public sealed class JobStepTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 4, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _now = Noon;
    private Job _job = Of(new JobRollout());

    [Theory]
    [InlineData("22:00", "05:30", "2026-03-01T14:00:00Z", null)]
    [InlineData("22:00", "05:30", "2026-03-01T13:59:59Z", "2026-03-01T14:00:00Z")]
    [InlineData("22:00", "05:30", "2026-03-01T21:29:59Z", null)]
    [InlineData("22:00", "05:30", "2026-03-01T21:30:00Z", "2026-03-02T14:00:00Z")]
    [InlineData("08:00", "12:00", "2026-03-01T04:00:00Z", "2026-03-02T00:00:00Z")]
    [InlineData("08:00", "12:00", "2026-03-01T03:59:59Z", null)]
    public void Window_HoursOfAZone_OpensAndClosesAlsoOverMidnight(string from, string to, string now, string? opens)
    {
        var rollout = new JobRollout { Window = (TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture)) };

        Assert.Equal(opens is null ? null : At(opens), rollout.OpensAt(At(now), Shanghai));
    }

    [Fact]
    public void Window_HourThatSummerTimeLeavesOut_OpensWhenTheClocksHaveGoneOn()
    {
        var rollout = new JobRollout { Window = (new TimeOnly(2, 30), new TimeOnly(4, 0)) };

        Assert.Equal(At("2026-03-29T01:00:00Z"), rollout.OpensAt(At("2026-03-28T23:00:00Z"), Berlin));
    }

    [Fact]
    public void Step_Canary_GoesFirstAndTheOthersWaitForItsMinutes()
    {
        _job = Of(new JobRollout { Canary = 3, CanaryMinutes = 30 });

        Assert.Equal(2, Take(most: 2));
        Assert.Equal((JobState.Canary, null), (_job.Progress.State, _job.Progress.Reason));
        Assert.Equal(1, Take(most: 2));
        Assert.Equal((JobState.Canary, JobText.CanaryWaits, (DateTimeOffset?)Noon.AddMinutes(30)), (_job.Progress.State, _job.Progress.Reason, _job.Progress.CanaryUntil));
        _now = Noon.AddMinutes(29);
        Assert.Equal((0, Noon.AddMinutes(30)), (Take(most: 2), JobStep.Of(_job, _now, Shanghai, 2).Again));
        _now = Noon.AddMinutes(30);
        Assert.Equal(2, Take(most: 2));
        Assert.Equal((JobState.Running, null), (_job.Progress.State, _job.Progress.Reason));
    }

    [Fact]
    public void Step_PacePerMinute_GrowsByItsFactorAndNotWhileItStandsStill()
    {
        _job = Of(new JobRollout { Canary = 1, CanaryMinutes = 1, PerMinute = 10, Factor = 1.5 });

        Assert.Equal(1, Take());
        _now = Noon.AddMinutes(1);
        Assert.Equal((10, 0), (Take(), Take()));
        _now = Noon.AddMinutes(2);
        Assert.Equal((6, 9, 0), (Take(most: 6), Take(), Take()));
        _now = Noon.AddHours(8);
        Assert.Equal((22, 0), (Take(), Take()));
        Assert.Equal(_now.AddMinutes(1), JobStep.Of(_job, _now, Shanghai, 100).Again);
        _now = Noon; // A clock that was put back.
        Assert.Equal(33, Take());
    }

    [Theory]
    [InlineData(JobState.Paused)]
    [InlineData(JobState.Aborted)]
    [InlineData(JobState.Completed)]
    [InlineData(JobState.Cancelled)]
    public void Step_JobThatDoesNotRun_TakesNobody(JobState state)
    {
        _job = _job with { Progress = new JobProgress { State = state } };

        Assert.Equal((0, state), (Take(), _job.Progress.State));
    }

    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(10, 1, false)]
    [InlineData(10, 2, true)]
    [InlineData(100, 19, false)]
    [InlineData(100, 20, true)]
    public void Threshold_PercentOfWhatHasEnded_CountsFromItsLeastOn(int ended, int failed, bool isTooMany)
    {
        Assert.Equal(isTooMany, new JobRollout { FailedPercent = 20, FailedAfter = 10 }.IsTooMany(ended, failed));
        Assert.False(new JobRollout().IsTooMany(ended, failed));
    }

    [Fact]
    public void Command_OfAJobWithAnEnd_DoesNotOutliveIt()
    {
        var over = Noon.AddHours(1);

        Assert.Equal(over, _job.Order.ToCommand(Of(new JobRollout { ExpiresAt = over }), Noon).ExpiresAt);
        Assert.Equal(Noon.AddDays(7), _job.Order.ToCommand(Of(new JobRollout { ExpiresAt = Noon.AddDays(8) }), Noon).ExpiresAt);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static Job Of(JobRollout rollout) => new(
        "j", "", new JobOrder("c", CommandType.ClockSet, null, null, 0, "", TimeSpan.FromDays(7)), rollout, 1000, null, Noon, new JobProgress());

    private int Take(int most = 100)
    {
        var step = JobStep.Of(_job, _now, Shanghai, most);
        _job = _job with { Progress = step.Taken(step.Take, _job.Rollout, _now) };
        return step.Take;
    }
}
