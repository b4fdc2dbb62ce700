using System.Net;
using Gateway.Edge.Tcp.Admission;
using Xunit;

namespace Gateway.Tests.Edge.Tcp.Admission;

/// <summary>Who is let in, and when: fair between addresses, and never held up by the silent.</summary>
public sealed class AdmissionQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly AdmissionQueue _queue;

    public AdmissionQueueTests() => _queue = new AdmissionQueue(2, _time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Newcomer_WithRoom_IsLetInAtOnce()
    {
        Assert.NotNull(await Enter("10.0.0.1"));
        Assert.NotNull(await Enter("10.0.0.1"));
        Assert.False(Enter("10.0.0.1").IsCompleted);
    }

    [Fact]
    public async Task Newcomers_OfManyAddresses_AreTakenInTurn()
    {
        var inside = await FillAsync();
        var order = new List<string>();
        string[] addresses = ["10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.2"];
        var all = addresses.Select((from, i) => (Name: $"{from}#{i}", Entered: Enter(from))).ToList();

        var waiting = all.ToList();
        var next = inside[0];
        while (waiting.Count > 0)
        {
            next.Release();
            var entered = await Task.WhenAny(waiting.Select(static one => one.Entered)).WaitAsync(Patience.Max);
            var one = waiting.Single(candidate => candidate.Entered == entered);
            order.Add(one.Name);
            waiting.Remove(one);
            next = (await entered)!;
        }

        Assert.Equal(["10.0.0.1#0", "10.0.0.2#3", "10.0.0.3#4", "10.0.0.1#1", "10.0.0.2#5", "10.0.0.1#2"], order);
    }

    [Fact]
    public async Task Newcomer_ThatStaysSilent_MakesRoomAfterASecond()
    {
        await FillAsync();
        var waits = Enter("10.0.0.9");

        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.False(waits.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.NotNull(await waits.WaitAsync(Patience.Max));
    }

    [Fact]
    public async Task Pass_GivenBackTwice_LetsOneIn()
    {
        var inside = await FillAsync();
        var (first, second) = (Enter("10.0.0.2"), Enter("10.0.0.3"));

        inside[0].Release();
        inside[0].Release();

        Assert.NotNull(await first.WaitAsync(Patience.Max));
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Newcomer_ThatGoesWhileItWaits_TakesNoRoom()
    {
        var inside = await FillAsync();
        using var gone = new CancellationTokenSource();
        var left = Enter("10.0.0.2", gone.Token);
        var stays = Enter("10.0.0.2");

        await gone.CancelAsync();
        Assert.Null(await left.WaitAsync(Patience.Max));
        inside[0].Release();

        Assert.NotNull(await stays.WaitAsync(Patience.Max));
    }

    [Fact]
    public async Task Closing_TellsAllWhoWaitAndThoseWhoCome()
    {
        await FillAsync();
        var waits = Enter("10.0.0.2");

        _queue.Close();

        Assert.Null(await waits.WaitAsync(Patience.Max));
        Assert.Null(await Enter("10.0.0.3"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Crowd_WithSilentAndVanishingOnes_IsAllLetInAndNeverMoreThanTheLimitAtOnce(int seed)
    {
        var random = new Random(seed);
        using var gone = new CancellationTokenSource();
        var crowd = Enumerable.Range(0, 200).Select(_ => Enter($"10.0.0.{random.Next(9)}", random.Next(5) == 0 ? gone.Token : default)).ToList();
        await gone.CancelAsync();
        for (var step = 0; step < 400 && crowd.Exists(static one => !one.IsCompleted); step++)
        {
            await Task.Yield();
            var inside = crowd.Where(static one => one.IsCompletedSuccessfully && one.Result is { IsReleased: false }).Select(static one => one.Result!).ToList();
            Assert.InRange(inside.Count, 0, 2);
            if (inside.Count > 0 && random.Next(3) > 0) inside[random.Next(inside.Count)].Release();
            else _time.Advance(TimeSpan.FromMilliseconds(1100));
        }

        await Task.WhenAll(crowd).WaitAsync(Patience.Max);
    }

    /// <summary>A node without terminals sleeps.</summary>
    [Fact]
    public async Task Clock_WithoutNewcomers_IsNotSet()
    {
        var time = new WatchedTime();
        using var queue = new AdmissionQueue(2, time);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, time.Rings);

        await queue.EnterAsync(IPAddress.Loopback, default);
        time.Advance(TimeSpan.FromSeconds(2));
        var rings = time.Rings;
        Assert.True(rings > 0);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(rings, time.Rings);
    }

    private Task<AdmissionPass?> Enter(string address, CancellationToken gone = default) => _queue.EnterAsync(IPAddress.Parse(address), gone).AsTask();

    private async Task<AdmissionPass[]> FillAsync() => [(await Enter("10.0.0.1"))!, (await Enter("10.0.0.1"))!];

    /// <summary>Counts how often a timer rang.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        public int Rings { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                given =>
                {
                    Rings++;
                    callback(given);
                },
                state, dueTime, period);
    }
}
