using System.Data.Common;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Gateway.WebConsole.SignIn;

/// <summary>Empties an open page within a second when its key has been deleted or the sign-in is over.</summary>
internal sealed class ConsoleAuthentication(ILoggerFactory logs, ConsoleSessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <summary>Together with the half second for which keys and sessions are remembered less than a second.</summary>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMilliseconds(300);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.FindAsync(authenticationState.User, cancellationToken) is not null;
        }
        catch (Exception failure) when (failure is DbException or StorageUnusableException or TimeoutException or InvalidOperationException)
        {
            return true; // The database does not answer: nobody is thrown out for that, and nothing is shown either.
        }
    }
}
