using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Gateway.Tests.Support;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class ApiKeyVerifierTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private TestDatabase _database = null!;
    private ApiKeyVerifier _verifier = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _verifier = new ApiKeyVerifier(new AdminKey(ApiKeySecret.Hash("the admin's own")), _database.Keys, _clock);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public void Secret_New_Is256BitsAndHashedWithSha256()
    {
        var key = ApiKeySecret.New();

        Assert.Matches("^gw_[A-Za-z0-9_-]{43}$", key);
        Assert.NotEqual(key, ApiKeySecret.New());
        // printf '%s' 'gw_一' | openssl dgst -sha256
        Assert.Equal("2D3DE27C2D04B3B9F0826D73D495A9B138BB28BE1AF7A79EC07C8C230854F319", Convert.ToHexString(ApiKeySecret.Hash("gw_一")));
    }

    [Fact]
    public async Task Find_KnownKey_IsRememberedForLessThanHalfASecond()
    {
        var key = ApiKeySecret.New();
        var stored = (await _database.Keys.AddAsync("k", ApiRole.Platform, ApiKeySecret.Hash(key), default))!;
        Assert.Equal(new ApiCaller(stored.Id, ApiRole.Platform), await _verifier.FindAsync(key, default));

        await _database.Keys.DeleteAsync(stored.Id, default); // Behind its back, as another node would.
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        Assert.NotNull(await _verifier.FindAsync(key, default));
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Null(await _verifier.FindAsync(key, default));
    }

    [Fact]
    public async Task Forget_KnownKey_IsLookedUpAgain()
    {
        var key = ApiKeySecret.New();
        var stored = (await _database.Keys.AddAsync("k", ApiRole.Platform, ApiKeySecret.Hash(key), default))!;
        await _verifier.FindAsync(key, default);
        await _database.Keys.DeleteAsync(stored.Id, default);

        _verifier.Forget();

        Assert.Null(await _verifier.FindAsync(key, default));
    }

    [Fact]
    public async Task Find_WrongKeys_AskTheDatabaseOnceForAll()
    {
        await _verifier.FindAsync("wrong", default);
        await _database.ExecuteAsync("DROP TABLE api_keys");

        for (var i = 0; i < 1000; i++) Assert.Null(await _verifier.FindAsync(ApiKeySecret.New(), default));
    }

    [Fact]
    public async Task Find_KeyThatAnotherNodeHasJustMade_IsFoundWithTheNextReading()
    {
        await _verifier.FindAsync("wrong", default);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        var key = ApiKeySecret.New();
        await _database.Keys.AddAsync("k", ApiRole.Viewer, ApiKeySecret.Hash(key), default);

        var found = _verifier.FindAsync(key, default).AsTask();
        await Patience.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return found.IsCompleted;
            },
            "the next reading");

        Assert.NotNull(await found);
    }

    [Fact]
    public async Task Find_AdminKey_NeedsNoDatabase()
    {
        await _database.ExecuteAsync("DROP TABLE api_keys");

        Assert.Equal(ApiCaller.Admin, await _verifier.FindAsync("the admin's own", default));
    }

    [Fact]
    public async Task Find_EmptyOrOverlongKey_IsNobody()
    {
        Assert.Null(await _verifier.FindAsync("", default));
        Assert.Null(await _verifier.FindAsync(new string('x', ApiKeySecret.LengthMax + 1), default));
    }
}
