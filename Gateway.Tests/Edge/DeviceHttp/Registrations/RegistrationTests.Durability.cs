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
