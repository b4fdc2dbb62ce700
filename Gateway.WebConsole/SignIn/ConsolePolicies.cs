using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.WebConsole.SignIn;

/// <summary>Who may open which page: the roles of the API, by the console's own cookie.</summary>
internal static class ConsolePolicies
{
    /// <summary>Everybody who has signed in.</summary>
    public const string Any = ConsoleCookie.Scheme;

    /// <summary>Keys and audit.</summary>
    public const string Admin = "console-admin";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Any, static policy => policy.AddAuthenticationSchemes(ConsoleCookie.Scheme).RequireAuthenticatedUser());
        options.AddPolicy(Admin, static policy => policy
            .AddAuthenticationSchemes(ConsoleCookie.Scheme).RequireAuthenticatedUser().RequireRole(ApiRoles.Text(ApiRole.Admin)));
    }
}
