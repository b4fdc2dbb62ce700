using Gateway.Edge.Budgets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Edge.Budgets;

public sealed class ConnectionBudgetTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max cpu time              unlimited            unlimited            seconds   ", null)]
    public void Limit_OfTheProcess_IsRead(string line, int? expected) => Assert.Equal(expected, DescriptorLimit.Parse(["Limit  Soft Limit  Hard Limit  Units", line]));

    [Fact]
    public async Task Terminals_AtTheirMost_LeaveThePlatformItsReserve()
    {
        var budget = new ConnectionBudget(60, NullLogger<ConnectionBudget>.Instance); // 40 are kept, 5 of them for the platform.
        var hold = new TaskCompletionSource();
        async Task<bool> EnterAsync(bool isPlatform)
        {
            var isIn = false;
            await budget.RunAsync(new DefaultConnectionContext(), _ => { isIn = true; return Task.CompletedTask; }, isPlatform);
            return isIn;
        }

        var held = Enumerable.Range(0, 20).Select(_ => budget.RunAsync(new DefaultConnectionContext(), _ => hold.Task, isPlatform: false)).ToList();

        Assert.Equal((20, 20), (budget.Max, budget.Open));
        Assert.False(await EnterAsync(isPlatform: false));
        Assert.True(await EnterAsync(isPlatform: true));
        hold.SetResult();
        await Task.WhenAll(held);
        Assert.Equal(0, budget.Open);
        Assert.True(await EnterAsync(isPlatform: false));
    }
}
