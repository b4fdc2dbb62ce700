using Gateway.Platform.Keys;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class ShortMemoryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Get_WhileTheDatabaseHangs_BeginsNoSecondReading()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var readings = 0;
        var memory = new ShortMemory<int>(
            _ =>
            {
                Interlocked.Increment(ref readings);
                return answer.Task;
            },
            _time);
        var first = memory.GetAsync(default);
        await Patience.UntilAsync(() => Volatile.Read(ref readings) == 1, "the first reading");
        _time.Advance(10 * ShortMemory<int>.Life);
        var later = memory.GetAsync(default);
        var since = _time.GetTimestamp();

        answer.SetResult(7);

        Assert.All(await Task.WhenAll(first, later), static value => Assert.Equal(7, value));
        Assert.Equal(1, readings);
        Assert.Equal(7, await memory.ReadSinceAsync(since, default));
        Assert.Equal(2, readings);
    }
}
