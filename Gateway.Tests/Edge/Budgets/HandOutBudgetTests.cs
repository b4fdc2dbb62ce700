using Gateway.Actors.Commands;
using Gateway.Edge.Budgets;
using Gateway.Storage.Persons;
using Gateway.Tests.Edge.DeviceHttp;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Tests.Edge.Budgets;

public sealed class HandOutBudgetTests
{
    [Fact]
    public async Task Enter_NoRoomInTime_IsGivenUp()
    {
        var time = new FakeTimeProvider();
        var budget = new HandOutBudget(time);
        using var all = await budget.EnterAsync([Whole()]);
        var late = budget.EnterAsync([Push("c2", "p2")]).AsTask();

        time.Advance(HandOutBudget.RoomWithin);

        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Assert.Equal(0, budget.Free);
    }

    [Fact]
    public async Task GetAddPerson_WithoutRoomForItsPersons_WaitsAndGivesItBackWhenItIsSent()
    {
        await using var host = await DeviceHttpHost.StartAsync();
        var person = await host.Database.Persons.SaveAsync(new StoredPerson { UserId = "U1", Name = "李四", WorkSn = "U1" }, default);
        host.Devices.Answer = message => message is TakeCommands take ? new HandedOut(1, take.Type == CommandType.PersonPush ? [Push("c1", person)] : []) : null;
        var all = await host.HandOuts.EnterAsync([Whole()]);

        var answer = host.GetAsync("/GetAddPerson?sn=smz-a03");
        await Patience.UntilAsync(() => host.Told<TakeCommands>().Count == 1, "asked");
        Assert.Equal("", (await host.GetAsync("/GetDelPerson?sn=smz-a03"))!.Content);
        Assert.False(answer.IsCompleted);
        all.Dispose();

        Assert.NotEqual("", (await answer)!.Content);
        await Patience.UntilAsync(() => host.HandOuts.Free == HandOutBudget.BytesMax, "given back");
    }

    [Fact]
    public async Task SocketFrame_WithoutRoomForItsPersons_WaitsWhileOtherTerminalsAreServed()
    {
        await using var node = await TestNode.StartAsync();
        var budget = node.Services.GetRequiredService<HandOutBudget>();
        using var terminal = new CommandTerminal(await node.TerminalAsync());
        using var other = await node.TerminalAsync();
        await node.CommandAsync(terminal.Terminal.Sn, new { type = "person.push", person = new { user_id = "U1", name = "李四" } });
        var all = await budget.EnterAsync([Whole()]);

        await BeatAsync(node, terminal);
        var read = terminal.ReadAsync();
        Assert.Equal(0x00, (await other.BeatAsync(node.Now)).Status);
        Assert.NotEqual(RawTerminal.PersonPush, read.IsCompleted ? (await read).Status : 0);
        all.Dispose();

        var (command, status) = await read;
        while (command is null)
        {
            if (status != RawTerminal.PersonPush) await BeatAsync(node, terminal);
            (command, status) = await terminal.ReadAsync();
        }

        Assert.Equal("U1", Assert.Single(command.Persons).UserId);
        Assert.Equal(HandOutBudget.BytesMax, budget.Free);
    }

    private static Task BeatAsync(TestNode node, CommandTerminal terminal) =>
        terminal.Terminal.SendAsync(RawTerminal.Heartbeat, terminal.Terminal.HeartbeatJson(node.Now));

    private static Command Whole() => Push("all", "p0") with { PersonBytes = (int)HandOutBudget.BytesMax };

    private static Command Push(string id, string personRef) =>
        new(id, CommandType.PersonPush, "u-" + id, personRef, 400, "h", null, Support.TestDatabase.Start, Support.TestDatabase.Start.AddDays(7));
}
