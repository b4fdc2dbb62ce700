using Gateway.Actors.Load;
using Gateway.Actors.Registrations;
using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp.Registrations;

/// <summary>What is not durable is not answered 0.</summary>
public sealed partial class RegistrationTests
{
    [Fact]
    public async Task Regist_NotDurable_IsCode1()
    {
        await using var host = await DeviceHttpHost.StartAsync(new()
        {
            Registrations = new StuckStore(),
            Limits = new() { DurableWithin = TimeSpan.FromMilliseconds(200) }
        });

        var answer = (await host.PostFormAsync("/Regist.Asfx", new EnrolmentForm().UrlEncoded()))!;

        Assert.Equal((200, 1, "not stored, send it again"), (answer.Status, answer.ErrCode, answer.ErrMsg));
    }

    [Fact]
    public async Task Regist_StoreFails_IsCode1()
    {
        await using var host = await DeviceHttpHost.StartAsync(new() { Registrations = new FailingStore() });

        Assert.Equal((200, 1),
            ((await host.PostFormAsync("/Regist.Asfx", new EnrolmentForm().UrlEncoded()))!.Status,
            (await host.PostFormAsync("/Regist.Asfx", new EnrolmentForm().UrlEncoded()))!.ErrCode));
        Assert.Equal(0, host.OutboxWritten);
    }

    [Fact]
    public async Task Regist_AboveTheQuota_IsCode7()
    {
        await using var host = await DeviceHttpHost.StartAsync(new() { Registrations = new FullStore() });

        Assert.Equal(7, (await host.PostFormAsync("/Regist.Asfx", new EnrolmentForm().UrlEncoded()))!.ErrCode);
        Assert.Equal(0, host.OutboxWritten);
    }

    [Fact]
    public async Task Regist_DiskLow_IsCode8_AndAttendanceGoesOn()
    {
        await using var host = await DeviceHttpHost.StartAsync(new() { Disk = new DiskSpace(static () => (1L << 30, 100L << 30), TimeProvider.System) });

        Assert.Equal(8, (await host.PostFormAsync("/Regist.Asfx", new EnrolmentForm().UrlEncoded()))!.ErrCode);

        Assert.Equal(0, await host.Database.NumberAsync("SELECT count(*) FROM registrations"));
        Assert.Equal(0, (await host.UploadAsync("""{"count":1,"logs":[{"user_id":"U1","recog_time":"2026-03-01 08:00:05"}]}"""))!.Result);
    }

    private sealed class FullStore : IRegistrationStore
    {
        public Task<bool> StoreAsync(Registration registration, CancellationToken cancellation) => Task.FromException<bool>(new RegistrationQuotaException(registration.Sn));
    }

    private sealed class StuckStore : IRegistrationStore
    {
        public Task<bool> StoreAsync(Registration registration, CancellationToken cancellation) => new TaskCompletionSource<bool>().Task;
    }

    private sealed class FailingStore : IRegistrationStore
    {
        public Task<bool> StoreAsync(Registration registration, CancellationToken cancellation) =>
            Task.FromException<bool>(new InvalidOperationException("disk full"));
    }
}
