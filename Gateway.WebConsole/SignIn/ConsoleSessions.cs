using System.Security.Claims;
using Gateway.Platform.Keys;
using Gateway.Storage.Keys;

namespace Gateway.WebConsole.SignIn;

/// <summary>Who is signed in. The cookie only names a session: that lasts on the server, and ends there, on all nodes within a second.</summary>
internal sealed class ConsoleSessions(ConsoleSessionStore store, ApiKeyVerifier verifier, TimeProvider time)
{
    /// <summary>That somebody is busy is written so often at most.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly ShortMemory<IReadOnlyDictionary<string, ConsoleSession>> _sessions = new(store.AllAsync, time);

    /// <summary>Begins one; its id goes into the cookie.</summary>
    public async Task<string> BeginAsync(ApiCaller caller, CancellationToken cancellation)
    {
        var session = await store.AddAsync(caller.Id, cancellation);
        _sessions.Forget();
        return session.Id;
    }

    /// <summary>The holder, while the sign-in lasts and the key is one; with the role that it has now.</summary>
    public async ValueTask<ApiCaller?> FindAsync(ClaimsPrincipal user, CancellationToken cancellation) =>
        ConsoleCookie.KeyHash(user) is { } hash && await SessionAsync(user, cancellation) is not null ? await verifier.FindByHashAsync(hash, cancellation, patient: false) : null;

    /// <summary>Its owner does something: the idle time begins anew.</summary>
    public async Task SeenAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (await SessionAsync(user, cancellation) is not { } session || time.GetUtcNow() - session.SeenAt < SeenEvery) return;
        await store.SeenAsync(session.Id, cancellation);
        _sessions.Forget();
    }

    /// <summary>It is over, wherever the cookie is.</summary>
    public async Task EndAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (ConsoleCookie.Session(user) is not { } id) return;
        await store.DeleteAsync(id, cancellation);
        _sessions.Forget();
    }

    private async ValueTask<ConsoleSession?> SessionAsync(ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (ConsoleCookie.Session(user) is not { } id) return null;
        var asked = time.GetTimestamp();
        var found = (await _sessions.GetAsync(cancellation)).GetValueOrDefault(id) ?? (await _sessions.ReadSinceAsync(asked, cancellation)).GetValueOrDefault(id);
        return found is not null && time.GetUtcNow() - found.SeenAt < ConsoleSessionStore.Idle && time.GetUtcNow() - found.CreatedAt < ConsoleSessionStore.Life ? found : null;
    }
}
