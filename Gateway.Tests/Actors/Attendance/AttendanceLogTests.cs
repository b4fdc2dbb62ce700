using Akka.Actor;
using Akka.Streams;
using Akka.TestKit.Xunit2;
using Gateway.Actors.Attendance;
using Gateway.Actors.Sessions;
using Gateway.Host.Health;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Actors.Attendance;

public sealed class AttendanceLogTests() : TestKit(Patience.OfTestKit), IAsyncLifetime
{
    private static readonly AttendanceLogOptions NeverTooLate = AttendanceLogOptions.Standard with { DurableWithin = TimeSpan.FromHours(10) };

    private readonly ScriptedStore _store = new();
    private readonly CountedTime _time = new(DateTimeOffset.UnixEpoch.AddYears(54));
    private int _commits;
    private int _retries;
    private AttendanceLog? _log;

    [Fact]
    public async Task StoreAsync_BeforeTheCommit_IsNotComplete()
    {
        var log = NewLog();
        var stored = log.StoreAsync(Upload("u1"));

        var group = await _store.NextAsync();
        Assert.False(stored.IsCompleted);
        group.Commit();

        Assert.Equal(1, (await stored).Stored);
        await Patience.UntilAsync(() => Volatile.Read(ref _commits) == 1, "told of the commit");
    }

    [Fact]
    public async Task StoreAsync_WhileAGroupIsCommitted_GathersTheNextGroup()
    {
        var log = NewLog();
        var first = log.StoreAsync(Upload("u1"));
        var firstGroup = await _store.NextAsync();
        var others = Enumerable.Range(0, 50).Select(i => log.StoreAsync(Upload($"v{i}"))).ToArray();

        firstGroup.Commit();
        await first;
        var sizes = new List<int>();
        while (sizes.Sum() < others.Length)
        {
            var group = await _store.NextAsync();
            sizes.Add(group.Uploads.Count);
            group.Commit();
        }

        await Task.WhenAll(others);
        Assert.True(sizes.Count < others.Length / 4, $"50 uploads took {sizes.Count} groups");
    }

    [Fact]
    public async Task StoreAsync_ByOthersSoonAfterACommit_ShareTheNextGroup()
    {
        var pauses = new CountedTime(DateTimeOffset.UnixEpoch.AddYears(54));
        var log = NewLog(pace: new GroupPace(TimeSpan.FromMilliseconds(20), pauses));
        var first = log.StoreAsync(Upload("u1", "sn-1"));
        (await _store.NextAsync()).Commit();
        await first; // Its answer does not wait for the pause.
        await Patience.UntilAsync(() => pauses.Timers > 0, "the pause behind the first group");

        var second = log.StoreAsync(Upload("u2", "sn-2"));
        var third = log.StoreAsync(Upload("u3", "sn-3"));
        await Patience.UntilAsync(() => log.Waiting == 0, "both are in the next group");
        pauses.Advance(TimeSpan.FromMilliseconds(20));

        var group = await _store.NextAsync();
        Assert.Equal(["sn-2", "sn-3"], group.Uploads.Select(static upload => upload.Sn));
        group.Commit();
        await Task.WhenAll(second, third);
    }

    [Fact]
    public async Task StoreAsync_ByOneTerminalAlone_WaitsForNobody()
    {
        var log = NewLog(pace: new GroupPace(TimeSpan.FromMilliseconds(20), new FakeTimeProvider()));
        for (var i = 0; i < 10; i++)
        {
            var stored = log.StoreAsync(Upload($"u{i}"));
            (await _store.NextAsync()).Commit();
            await stored;
        }

        await Patience.UntilAsync(() => Volatile.Read(ref _commits) == 10, "told of the commits");
    }

    [Fact]
    public async Task StoreAsync_DatabaseFails_NeverCompletesUntilItWorksAgain()
    {
        var log = NewLog();
        var stored = log.StoreAsync(Upload("u1"));

        (await _store.NextAsync()).Fail(new IOException("away"));
        await RetryAsync();
        var second = await _store.NextAsync();
        Assert.False(stored.IsCompleted);
        Assert.Equal(0, _commits);
        second.Commit();

        Assert.Equal(UploadResult.Stored, (await stored).Result);
    }

    /// <summary>Its return must not wait for a pause that has grown.</summary>
    [Fact]
    public async Task StoreAsync_DatabaseAwayForLong_IsStillTriedFourTimesASecond()
    {
        var log = NewLog(NeverTooLate);
        var stored = log.StoreAsync(Upload("u1"));
        for (var tries = 1; tries <= 12; tries++)
        {
            (await _store.NextAsync()).Fail(new IOException("away"));
            await Patience.UntilAsync(() => _time.Timers > tries, "the pause before the retry");
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        (await _store.NextAsync()).Commit();

        Assert.Equal(UploadResult.Stored, (await stored).Result);
    }

    [Fact]
    public async Task StoreAsync_DatabaseAwayForTenSeconds_TimesOutAndIsNotAcknowledged()
    {
        var log = NewLog();
        var stored = log.StoreAsync(Upload("u1"));
        await _store.NextAsync(); // Never answers.

        _time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<TimeoutException>(() => stored);
        Assert.Equal(0, _commits);
    }

    [Fact]
    public async Task StoreAsync_OneUploadThatTheDatabaseRefuses_DoesNotHoldUpTheOthers()
    {
        _store.Refuses = static upload => upload.Records[0].UserId == "poison";
        var log = NewLog(NeverTooLate);
        var first = log.StoreAsync(Upload("first"));
        var held = await _store.NextAsync();
        var poison = log.StoreAsync(Upload("poison"));
        var good = Enumerable.Range(0, 7).Select(i => log.StoreAsync(Upload($"good{i}"))).ToArray();
        held.Commit();
        await first;

        await ServeAsync(Task.WhenAll([poison.ContinueWith(static _ => { }, TaskScheduler.Default), .. good]));

        Assert.All(good, static upload => Assert.Equal(1, upload.Result.Stored));
        await Assert.ThrowsAsync<TimeoutException>(() => poison);
    }

    [Fact]
    public async Task StoreAsync_RefusedUploadAlone_IsGivenBackWhenTheNextIsTaken()
    {
        _store.Refuses = static upload => upload.Records[0].UserId == "poison";
        var log = NewLog(NeverTooLate);
        var poison = log.StoreAsync(Upload("poison"));
        for (var failure = 0; failure < 4; failure++)
        {
            (await _store.NextAsync()).Commit();
            await RetryAsync();
        }

        var good = log.StoreAsync(Upload("good"));
        await ServeAsync(Task.WhenAny(poison, Task.Delay(Patience.Max)));

        Assert.Equal(1, (await good).Stored);
        await Assert.ThrowsAsync<TimeoutException>(() => poison);
    }

    [Fact]
    public async Task StoreAsync_QueueFull_WaitsForRoom()
    {
        var log = NewLog(AttendanceLogOptions.Standard with { QueueMax = 1, GroupRecordsMax = 1 });
        var uploads = Enumerable.Range(0, 20).Select(i => log.StoreAsync(Upload($"u{i}"))).ToArray();
        Assert.All(uploads, upload => Assert.False(upload.IsCompleted));

        for (var done = 0; done < uploads.Length;)
        {
            var group = await _store.NextAsync();
            done += group.Uploads.Count;
            group.Commit();
        }

        Assert.All(await Task.WhenAll(uploads), outcome => Assert.Equal(1, outcome.Stored));
    }

    [Fact]
    public async Task Stream_ThatFails_IsBegunAgain()
    {
        var log = NewLog(NeverTooLate, committed: () => { if (_commits++ == 0) throw new InvalidOperationException("a fault of ours"); });
        await EventFilter.Error(contains: "The stream of uploads has ended").ExpectOneAsync(async () =>
        {
            var first = log.StoreAsync(Upload("u1"));
            (await _store.NextAsync()).Commit();
            Assert.Equal(1, (await first).Stored);
        });

        var next = log.StoreAsync(Upload("u2"));
        await ServeAsync(Task.WhenAny(next, Task.Delay(Patience.Max)));

        Assert.True(next.IsCompletedSuccessfully);
        Assert.True(log.IsRunning);
    }

    [Fact]
    public async Task Stream_WhoseActorIsStoppedWithinACommit_IsBegunAgainAfterIt()
    {
        var materializer = Sys.Materializer();
        var log = NewLog(NeverTooLate, materializer: materializer);
        var first = log.StoreAsync(Upload("u1"));
        var group = await _store.NextAsync();

        Sys.ActorSelection(((ActorMaterializer)materializer).Supervisor.Path / "*").Tell(PoisonPill.Instance);
        await Patience.UntilAsync(() => !log.IsRunning, "the stream has ended");
        var next = log.StoreAsync(Upload("u2"));
        group.Commit();
        await ServeAsync(Task.WhenAny(next, Task.Delay(Patience.Max)));

        Assert.Equal(1, (await first).Stored);
        Assert.Equal(1, (await next).Stored);
        Assert.True(log.IsRunning);
    }

    [Fact]
    public async Task Stream_ThatCannotBeBegun_DoesNotRun()
    {
        var materializer = ActorMaterializer.Create(Sys);
        var log = NewLog(materializer: materializer);
        Assert.Null(await new UplinkReadiness(log).CheckAsync(default));

        materializer.Shutdown();
        await Patience.UntilAsync(() => !log.IsRunning, "the stream has ended");

        Assert.NotNull(await new UplinkReadiness(log).CheckAsync(default));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Stops the log; its clock is ours, so its waiting ends only when we move it.</summary>
    public async Task DisposeAsync()
    {
        var stopped = _log!.DisposeAsync().AsTask();
        while (!stopped.IsCompleted)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await Task.WhenAny(stopped, Task.Delay(1));
        }
    }

    private AttendanceLog NewLog(AttendanceLogOptions? options = null, Action? committed = null, IMaterializer? materializer = null, GroupPace? pace = null) =>
        _log = new AttendanceLog(
            _store, materializer ?? Sys.Materializer(), options ?? AttendanceLogOptions.Standard, _time, committed ?? (() => _commits++), Sys.Log, pace);

    private async Task RetryAsync()
    {
        // The first timer is the upload's own time-out; each pause before a retry is another.
        _retries++;
        await Patience.UntilAsync(() => _time.Timers > _retries, "the pause before the retry");
        _time.Advance(AttendanceLogOptions.Standard.RetryDelayMax);
    }

    /// <summary>Lets the store answer and the pauses pass until the task is done.</summary>
    private async Task ServeAsync(Task done)
    {
        var next = _store.NextAsync();
        while (!done.IsCompleted)
        {
            await Task.WhenAny(done, next, Task.Delay(1));
            if (next.IsCompleted)
            {
                (await next).Commit();
                next = _store.NextAsync();
            }

            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    private static AttendanceUpload Upload(string userId, string sn = "sn-1")
    {
        var at = DateTimeOffset.UnixEpoch;
        var record = new AttendanceRecord(Guid.NewGuid(), sn, userId, at, "1970-01-01 08:00:00", at, Transport.Socket, null, null);
        return new AttendanceUpload(sn, Transport.Socket, at, [record], null);
    }
}
