using Gateway.Platform.Keys;
using Gateway.Storage.Audit;
using Gateway.Storage.Keys;
using Microsoft.AspNetCore.Components.Authorization;

namespace Gateway.WebConsole.SignIn;

/// <summary>Who sits before this page. Asked anew before everything that is shown or done: the key may be gone, or have another role, by now.</summary>
internal sealed class ConsoleUser(AuthenticationStateProvider authentication, ConsoleSessions sessions)
{
    /// <summary>The caller, when his role is at least this one.</summary>
    /// <exception cref="ConsoleRefusedException">The sign-in is over, or the role is too small.</exception>
    public async Task<ApiCaller> RequireAsync(ApiRole least)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var caller = await sessions.FindAsync(user, CancellationToken.None) ?? throw new ConsoleRefusedException(signedOut: true);
        return caller.Role >= least ? caller : throw new ConsoleRefusedException(signedOut: false);
    }

    /// <summary>The caller as the audit names him.</summary>
    /// <param name="reason">Why he wants to see what is masked.</param>
    /// <inheritdoc cref="RequireAsync"/>
    public async Task<AuditCaller> AuditAsync(ApiRole least = ApiRole.Platform, string? reason = null)
    {
        var caller = await RequireAsync(least);
        var remote = ConsoleCookie.Remote((await authentication.GetAuthenticationStateAsync()).User);
        return new AuditCaller(caller.Id, ApiRoles.Text(caller.Role), remote, reason);
    }
}
