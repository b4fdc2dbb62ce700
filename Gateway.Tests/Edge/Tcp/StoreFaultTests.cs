using Gateway.Actors.Attendance;
using Gateway.Edge.Tcp;
using Gateway.Storage.Attendance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Edge.Tcp;

/// <summary>A database that is slow or away: nothing is acknowledged that is not durable (D18), and nobody waits without end.</summary>
public sealed class StoreFaultTests : IAsyncLifetime
{
    private static readonly AttendanceLogOptions NeverTooLate = AttendanceLogOptions.Standard with { DurableWithin = TimeSpan.FromHours(1) };

    private readonly Dictionary<string, int> _decoded = new(StringComparer.Ordinal);
    private TestNode _node = null!;
    private GatedStore _store = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _store.Open();
        await _node.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upload_NotDurableInTenSeconds_IsAnswered9998AndNeverBefore(bool fails)
    {
        await StartAsync(AttendanceLogOptions.Standard);
        _node.Time.Hold();
        using var terminal = await _node.TerminalAsync();
        using var other = await _node.TerminalAsync();
        if (fails) _store.Break();
        else _store.Shut();

        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        await Patience.UntilAsync(() => _store.Calls > 0, "the store is asked");
        _node.Time.Shift(TimeSpan.FromSeconds(8));
        Assert.Equal(0x00, (await terminal.BeatAsync(_node.Now)).Status); // Not the upload's answer: there is none yet. The rest of the gateway lives.
        Assert.Equal(0x00, (await other.BeatAsync(_node.Now)).Status);
        _node.Time.Shift(TimeSpan.FromSeconds(11)); // Past the ten, whenever they began.

        var answer = await terminal.ReadFrameAsync();
        Assert.Equal((RawTerminal.Upload, (byte)0x02, "9998"), (answer.Command, answer.Status, terminal.ResultOf(answer).Code));
        Assert.Empty((await _node.Services.GetRequiredService<AttendanceStore>().ListAsync(new AttendanceFilter(terminal.Sn, null, null, null, null), 10, null, default)).Items);

        // The terminal repeats it when the database is back: stored once.
        _store.Open();
        _node.Time.LetGo();
        await Patience.UntilAsync(async () => (await terminal.UploadAsync(("7", "2024-05-06 08:30:00"))).Code == "0000", "stored");
        Assert.Single(await _node.RecordsAsync(terminal.Sn));
        Assert.Single(await _node.FeedAsync(terminal.Sn, 1));
    }

    [Fact]
    public async Task Frames_EightUnanswered_StopTheReadingUntilOneIsAnswered()
    {
        await StartAsync(NeverTooLate);
        using var terminal = await _node.TerminalAsync();
        using var other = await _node.TerminalAsync();
        _store.Shut();

        for (var i = 0; i < 20; i++) await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(($"user-{i}", "2024-05-06 08:30:00")));

        await Patience.UntilAsync(() => DecodedOf(terminal) == TerminalConnection.UnansweredMax, "eight are read");
        for (var i = 0; i < 5; i++) await other.BeatAsync(_node.Now);
        Assert.Equal(TerminalConnection.UnansweredMax, DecodedOf(terminal));

        _store.Open();
        for (var i = 0; i < 20; i++) Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        Assert.Equal(20, (await _node.RecordsAsync(terminal.Sn)).Count);
    }

    [Fact]
    public async Task Uploads_SomeOfThemRefusedAtOnce_AreAnsweredInTheirOrder()
    {
        await StartAsync(NeverTooLate);
        using var terminal = await _node.TerminalAsync();
        _store.Shut();

        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        await terminal.SendAsync(RawTerminal.Upload, "not json");
        await terminal.SendAsync(RawTerminal.Upload, """{"logs":[{"user_id":"7"}]}""");
        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("8", "2024-05-06 08:30:00")));
        await Patience.UntilAsync(() => DecodedOf(terminal) == 4, "all are read");
        _store.Open();

        string[] codes = ["0000", "9001", "9999", "0000"];
        foreach (var code in codes) Assert.Equal(code, terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
    }

    [Fact]
    public async Task Connection_WhoseReadingWaitsForAnswers_EndsAtOnceWhenItIsRevoked()
    {
        await StartAsync(NeverTooLate);
        using var terminal = await _node.TerminalAsync();
        await terminal.BeatAsync(_node.Now);
        _store.Shut();
        for (var i = 0; i < 20; i++) await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(($"user-{i}", "2024-05-06 08:30:00")));
        await Patience.UntilAsync(() => DecodedOf(terminal) == 1 + TerminalConnection.UnansweredMax, "eight are read");

        await _node.PutDeviceAsync(terminal.Sn, enabled: false);

        // The store still hangs, and its uploads may: no place of the allowance comes free.
        Assert.Null(await terminal.ReadAsync());
        await Patience.UntilAsync(() => _node.Edge.Open == 0, "counted out");
    }

    [Fact]
    public async Task Stop_WithAnUploadUnderWay_AnswersItFirst()
    {
        await StartAsync(NeverTooLate);
        using var terminal = await _node.TerminalAsync();
        _store.Shut();
        await terminal.SendAsync(RawTerminal.Upload, terminal.UploadJson(("7", "2024-05-06 08:30:00")));
        await Patience.UntilAsync(() => _store.Calls > 0, "the store is asked");

        _node.Time.Hold(); // A stop waits ten seconds for last answers.
        var stop = _node.StopAsync();
        await Patience.UntilAsync(() => _node.Edge.IsDraining, "draining");
        _store.Open();

        Assert.Equal("0000", terminal.ResultOf(await terminal.ReadFrameAsync()).Code);
        _node.Time.LetGo();
        Assert.Null(await terminal.ReadAsync());
        await stop;
    }

    private async Task StartAsync(AttendanceLogOptions log) => _node = await TestNode.StartAsync(replace: services => services
        .AddSingleton(log)
        .AddSingleton<IAttendanceStore>(provider => _store = new GatedStore(provider.GetRequiredService<AttendanceStore>()))
        .AddSingleton(new LaneProbes { BeforeDecode = Count }));

    private void Count(InboundFrame frame)
    {
        lock (_decoded)
        {
            var sn = frame.Frame.Sn.ToString();
            _decoded[sn] = _decoded.GetValueOrDefault(sn) + 1;
        }
    }

    private int DecodedOf(RawTerminal terminal)
    {
        lock (_decoded) return _decoded.GetValueOrDefault(terminal.Sn);
    }
}
