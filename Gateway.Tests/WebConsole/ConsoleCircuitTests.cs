using System.Security.Claims;
using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Gateway.WebConsole.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Xunit;

namespace Gateway.Tests.WebConsole;

public class ConsoleCircuitTests
{
    private readonly ConsolePlaces _places = new();

    [Fact]
    public async Task Pages_OfOneViewersKey_LeavePlacesForOthers()
    {
        var opened = new List<ConsoleCircuit>();
        await Assert.ThrowsAsync<ConsoleRefusedException>(async () =>
        {
            while (opened.Count <= ConsolePlaces.PagesMax) opened.Add(await OpenAsync("viewer", ApiRole.Viewer));
        });

        await OpenAsync("platform", ApiRole.Platform);
        Assert.Equal(ConsolePlaces.PagesMax / 4, opened.Count);

        await opened[0].OnCircuitClosedAsync(null!, default);
        await OpenAsync("viewer", ApiRole.Viewer);
    }

    private async Task<ConsoleCircuit> OpenAsync(string key, ApiRole role)
    {
        var circuit = new ConsoleCircuit(_places, new SignedIn(ConsoleCookie.Principal("secret", new ApiCaller(key, role), "session", "192.0.2.1")));
        await circuit.OnCircuitOpenedAsync(null!, default);
        return circuit;
    }

    private sealed class SignedIn(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
