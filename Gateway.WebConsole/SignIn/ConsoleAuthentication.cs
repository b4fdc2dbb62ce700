using Gateway.Platform.Keys;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Gateway.WebConsole.SignIn;

/// <summary>Ends an open page when its key has been deleted or the sign-in is over.</summary>
internal sealed class ConsoleAuthentication(ILoggerFactory logs, ApiKeyVerifier verifier, TimeProvider time) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await ConsoleCookie.FindAsync(authenticationState.User, verifier, time, cancellationToken) is not null;
}
