using Akka.Actor;
using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Firmwares;
using Gateway.Tests.Edge.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Xunit.Abstractions;

namespace Gateway.Tests.Whole.Clients;

/// <summary>
/// The four clients of the field notes, plugged into a fresh gateway with dialect <c>standard</c> and nothing configured: every outcome true, nothing twice, nothing lost,
/// over a restart and over devices that move.
/// </summary>
[Trait(Category.Name, Category.Long)]
public sealed class FieldClientTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);
    private static readonly Firmware[] Firmwares =
        [Firmware.DotNetConsole, Firmware.AndroidHainan, Firmware.JavaMiddleware, Firmware.PythonDesktop, Firmware.HttpsStandard];

    private static readonly string[] Persons = ["p0", "p1", "p2", "p3"];

    private TestNode _node = null!;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task FieldClients_OnAFreshGateway_EveryOutcomeIsTrueAndNothingIsTwiceOrLost()
    {
        var clients = await Task.WhenAll(Firmwares.Select(firmware => FieldClient.StartAsync(_node, firmware, refuses: "bad*")));
        try
        {
            await AllAsync(clients, RegisterAsync);
            await AllAsync(clients, static async client =>
            {
                foreach (var person in Persons) await client.PushAsync(person, photo: 1);
                await client.PushAsync("bad", photo: 2);
            });
            await DoneAsync(clients);
            foreach (var client in clients) client.Present(answersToLose: 2, Persons);
            await clients.Single(static client => client.Name == Firmware.JavaMiddleware.Name).ClickAsync();
            await AllAsync(clients, static async client =>
            {
                await client.DeleteAsync("p0");
                await client.DeleteAsync("nobody");
            });
            await _node.RestartAsync();
            await AllAsync(clients, async client =>
            {
                client.Present(answersToLose: 1, "p3");
                await client.DeleteAsync("p1");
                await client.PushAsync("p2", photo: 3);
                await client.PushAsync("q0", photo: 4);
                Move(client);
            });
            await DoneAsync(clients);

            await AssertTrueAsync(clients);
            Assert.All(clients, static client => Assert.Equal(["p2", "p3", "q0"], client.Persons));
        }
        catch
        {
            foreach (var client in clients) output.WriteLine(client.Ledger);
            throw;
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    /// <summary>Days of random orders, refusals, losses, restarts and moves. `build prove` runs twenty of them.</summary>
    [ProveTheory]
    [MemberData(nameof(Seeds))]
    public async Task FieldClients_RandomDays_EveryOutcomeIsTrueAndNothingIsTwiceOrLost(int seed)
    {
        var random = new Random(seed);
        var clients = await Task.WhenAll(Firmwares.Select(firmware => FieldClient.StartAsync(_node, firmware, refuses: "bad*", uploadKey: true)));
        try
        {
            foreach (var client in clients) client.Lose(new Random(random.Next()));
            for (var step = 0; step < 120; step++) await StepAsync(random, clients[random.Next(clients.Length)]);
            foreach (var client in clients) client.Lose(null);
            await DoneAsync(clients);
            await AssertTrueAsync(clients);
        }
        catch
        {
            foreach (var client in clients) output.WriteLine(client.Ledger);
            throw;
        }
        finally
        {
            foreach (var client in clients) await client.DisposeAsync();
        }
    }

    private async Task StepAsync(Random random, FieldClient client)
    {
        switch (random.Next(100))
        {
            case < 2:
                await _node.RestartAsync();
                break;
            case < 8:
                Move(client);
                break;
            case < 45:
                await client.PushAsync(random.Next(8) == 0 ? "bad" : $"p{random.Next(6)}", random.Next(1000));
                break;
            case < 65:
                await client.DeleteAsync(random.Next(8) == 0 ? "nobody" : $"p{random.Next(6)}");
                break;
            case < 75:
                client.PresentAnybody(random);
                break;
            default:
                _node.Time.Shift(TimeSpan.FromSeconds(random.Next(1, 120)));
                await PauseAsync(random.Next(1, 8));
                break;
        }
    }

    private static async Task AssertTrueAsync(FieldClient[] clients)
    {
        var faults = (await Task.WhenAll(clients.Select(static client => client.FaultsAsync()))).SelectMany(static faults => faults).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Lets the terminals work for so many looks.</summary>
    private static Task PauseAsync(int looks) => Patience.UntilAsync(() => looks-- <= 0, "a pause");

    private static Task AllAsync(IEnumerable<FieldClient> clients, Func<FieldClient, Task> step) => Task.WhenAll(clients.Select(step));

    /// <summary>The same worker twice, the second time with another address and the same photos: two versions (D34).</summary>
    private async Task RegisterAsync(FieldClient client)
    {
        if (!client.Registers) return;
        var worker = Worker.Make(seed: 7, number: 1, photoLength: 0);
        client.Register(worker, address: null);
        await Patience.UntilAsync(() => client.HasRegistered(1), "registered");
        client.Register(worker, address: "四川省成都市改过的路1号");
        await Patience.UntilAsync(() => client.HasRegistered(2), "registered again");
        var registrations = await _node.GetAsync($"/api/v1/registrations?sn={client.EnrolmentSn}");
        Assert.Equal(2, registrations["items"]!.AsArray().Count);
    }

    /// <summary>Waits, while the node's clock runs some hundred times as fast as the terminals work.</summary>
    private Task DoneAsync(FieldClient[] clients) => Patience.UntilAsync(
        async () =>
        {
            _node.Time.Shift(Step);
            return !(await Task.WhenAll(clients.Select(static client => client.IsDoneAsync()))).Contains(false);
        },
        "all has ended");

    /// <summary>The device's actor, if it is awake, ends in the middle, as when its shard is handed over, and lives again from its journal.</summary>
    private void Move(FieldClient client) =>
        _node.Services.GetRequiredService<ActorSystem>().ActorSelection($"/system/sharding/device/*/{client.Sn}").Tell(PoisonPill.Instance);
}
