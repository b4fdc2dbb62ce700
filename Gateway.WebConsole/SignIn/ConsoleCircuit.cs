using System.Security.Claims;
using Gateway.Platform.Keys;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Gateway.WebConsole.SignIn;

/// <summary>An open page takes one of the places of its key; without one it does not open.</summary>
internal sealed class ConsoleCircuit(ConsolePlaces places, AuthenticationStateProvider authentication) : CircuitHandler
{
    private ApiCaller? _holder;

    /// <exception cref="ConsoleRefusedException">Its key has its share of pages open.</exception>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var caller = new ApiCaller(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", ApiRoles.Parse(user.FindFirstValue(ClaimTypes.Role)) ?? default);
        if (!places.Pages.TryEnter(caller)) throw new ConsoleRefusedException(signedOut: false);
        _holder = caller;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_holder is { } holder) places.Pages.Leave(holder);
        _holder = null;
        return Task.CompletedTask;
    }
}
