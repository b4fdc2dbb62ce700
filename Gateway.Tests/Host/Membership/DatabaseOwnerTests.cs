using Gateway.Host.Configuration;
using Gateway.Host.Membership;
using Gateway.Storage.Migrations;
using Gateway.Storage.Nodes;
using Gateway.Storage.Sql;
using Gateway.Tests.Host.Configuration;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Gateway.Tests.Host.Membership;

/// <summary>One database, one gateway (docs/decisions/0051-owners.md).</summary>
[Trait(Category.Name, Category.Servers)]
public sealed class DatabaseOwnerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<DatabaseOwner> _owners = [];
    private ServerDatabase _database = null!;
    private GatewayOptions _options = null!;

    public async Task InitializeAsync()
    {
        if (ServerDatabase.Server is null) return;
        _database = await ServerDatabase.CreateAsync();
        _options = SettingsReaderTests.Read([.. _database.Settings.Select(static setting => (setting.Key, setting.Value))]);
        await using var database = new Database(_options.Storage);
        await new Schema(database, _options.Storage, _time).MigrateAsync(default);
    }

    public async Task DisposeAsync()
    {
        if (_database is null) return;
        foreach (var owner in _owners) await owner.DisposeAsync();
        await _database.DisposeAsync();
    }

    [PostgresFact]
    public async Task Found_ADatabaseThatAnotherOwns_IsRefusedAndNamesItUntilThatEnds()
    {
        DatabaseOwner first = Owner(), second = Owner();
        Assert.True(await first.TryFoundAsync(default));

        Assert.False(await second.TryFoundAsync(default));

        Assert.Contains($"held by gateway {Environment.MachineName}/{Environment.ProcessId} 127.0.0.1:4053", second.Fault, StringComparison.Ordinal);
        Assert.False(await second.HasMembersAsync(default));
        await first.DisposeAsync();
        Assert.True(await second.TryFoundAsync(default));
        Assert.Null(second.Fault);
    }

    [PostgresFact]
    public async Task Members_OfOneCluster_ShareItAndNobodyFoundsAnotherBesideThem()
    {
        DatabaseOwner founder = Owner(), member = Owner(), stranger = Owner();
        Assert.True(await founder.TryFoundAsync(default));
        await founder.KeepAsync(OwnerLockMode.Shared, default);

        Assert.True(await member.HasMembersAsync(default));
        await member.KeepAsync(OwnerLockMode.Shared, default);
        Assert.True(member.IsHeld);
        await founder.DisposeAsync();

        Assert.False(await stranger.TryFoundAsync(default));
        await member.DisposeAsync();
        Assert.True(await stranger.TryFoundAsync(default));
    }

    [PostgresFact]
    public async Task SessionOfTheLock_Ended_TheLockIsTakenAgain()
    {
        var owner = Owner();
        Assert.True(await owner.TryFoundAsync(default));
        await EndSessionsAsync();

        await owner.KeepAsync(OwnerLockMode.Alone, default);
        Assert.False(owner.IsHeld);
        Assert.NotNull(owner.Fault);

        await owner.KeepAsync(OwnerLockMode.Alone, default);
        Assert.True(owner.IsHeld);
        Assert.Null(owner.Fault);
        Assert.Null(owner.Lost);
    }

    [PostgresFact]
    public async Task Lock_ThatCannotBeTakenAgain_IsGivenUpAfterAMinute()
    {
        var owner = Owner();
        Assert.True(await owner.TryFoundAsync(default));
        await EndSessionsAsync();
        await using var other = new OwnerLock(_options.Storage, "something else");
        Assert.True(await other.TryAsync(OwnerLockMode.Alone, default));

        await owner.KeepAsync(OwnerLockMode.Alone, default); // Sees that its session has gone.
        await owner.KeepAsync(OwnerLockMode.Alone, default);
        _time.Advance(DatabaseOwner.TryFor - TimeSpan.FromSeconds(1));
        await owner.KeepAsync(OwnerLockMode.Alone, default);
        Assert.Null(owner.Lost);

        _time.Advance(TimeSpan.FromSeconds(1));
        await owner.KeepAsync(OwnerLockMode.Alone, default);
        Assert.Contains("something else", owner.Lost, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Database_FoundedAnewByAnother_IsGivenUpAtOnce()
    {
        DatabaseOwner former = Owner(), next = Owner();
        Assert.True(await former.TryFoundAsync(default));
        await EndSessionsAsync();
        await Patience.UntilAsync(() => next.TryFoundAsync(default), "founded"); // Not at once when the server itself has just been started.
        await next.KeepAsync(OwnerLockMode.Shared, default);

        await former.KeepAsync(OwnerLockMode.Shared, default);
        await former.KeepAsync(OwnerLockMode.Shared, default);

        Assert.NotNull(former.Lost);
        Assert.False(former.IsHeld);
    }

    /// <summary>Its owners lost their locks with it; they must be the first to have them again.</summary>
    [PostgresFact]
    public async Task Found_ADatabaseThatWasAway_WaitsForItsOwners()
    {
        Assert.True(await Owner().TryFoundAsync(default));
        await EndSessionsAsync();
        var stranger = Owner();
        stranger.NoteAway();

        Assert.False(await stranger.TryFoundAsync(default));
        Assert.Contains("its owners come first", stranger.Fault, StringComparison.Ordinal);

        _time.Advance(DatabaseOwner.OwnersComeBackWithin);
        await Patience.UntilAsync(() => stranger.TryFoundAsync(default), "founded");
    }

    [PostgresFact]
    public async Task Found_ADatabaseThatWasLeftInOrder_DoesNotWait()
    {
        var former = Owner();
        Assert.True(await former.TryFoundAsync(default));
        await former.DisposeAsync();
        var next = Owner();
        next.NoteAway();

        Assert.True(await next.TryFoundAsync(default));
    }

    private DatabaseOwner Owner()
    {
        var owner = new DatabaseOwner(_options, _time, NullLogger<DatabaseOwner>.Instance);
        _owners.Add(owner);
        return owner;
    }

    private async Task EndSessionsAsync()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT COUNT(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'gateway %'", connection);
        Assert.NotEqual(0L, await command.ExecuteScalarAsync());
    }
}
