using System.Security.Claims;
using Gateway.Platform.Keys;
using Gateway.Storage.Keys;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Platform.Rest.Keys;

/// <summary>Who may do what: a viewer only GETs, <c>platform</c> does everything but keys and settings, an admin everything (contract).</summary>
public static class ApiPolicies
{
    private static readonly string[] Writers = [ApiRoles.Text(ApiRole.Platform), ApiRoles.Text(ApiRole.Admin)];

    /// <summary>Of every route under <c>/api</c>: GET for all roles, any other method for <c>platform</c> and <c>admin</c>.</summary>
    public const string Api = "api";

    /// <summary>Keys and settings.</summary>
    public const string Admin = "admin";

    /// <summary>Personal data in clear: <c>platform</c> and <c>admin</c>, whatever the method.</summary>
    public const string Personal = "personal";

    /// <summary>Whether the caller's role may see personal data.</summary>
    internal static bool SeesPersonal(ClaimsPrincipal user) => Writers.Any(user.IsInRole);

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Api, policy => policy
            .AddAuthenticationSchemes(BearerHandler.SchemeName)
            .RequireAuthenticatedUser()
            .RequireAssertion(call => call.Resource is HttpContext http && (HttpMethods.IsGet(http.Request.Method) || Writers.Any(call.User.IsInRole))));
        options.AddPolicy(Personal, policy => policy
            .AddAuthenticationSchemes(BearerHandler.SchemeName)
            .RequireAuthenticatedUser()
            .RequireRole(Writers));
        options.AddPolicy(Admin, policy => policy
            .AddAuthenticationSchemes(BearerHandler.SchemeName)
            .RequireAuthenticatedUser()
            .RequireRole(ApiRoles.Text(ApiRole.Admin)));
    }
}
