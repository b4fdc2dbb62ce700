using Gateway.WebConsole.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.WebConsole.Docs;

/// <summary>The readable form of the API's document.</summary>
internal static class DocsEndpoint
{
    public const string Path = "/docs";

    public static void MapDocs(this IEndpointRouteBuilder routes) => routes.MapGet(Path, static (HttpContext http) => Page(http)).AllowAnonymous().ExcludeFromDescription();

    private static RazorComponentResult<DocsPage> Page(HttpContext http) =>
        new(new Dictionary<string, object?> { ["Preferences"] = ConsolePreferences.Of(http) }) { PreventStreamingRendering = true };
}
