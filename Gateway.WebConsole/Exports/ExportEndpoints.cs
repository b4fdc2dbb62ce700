using Gateway.Platform.Keys;
using Gateway.Storage.Audit;
using Gateway.Storage.Keys;
using Gateway.WebConsole.Lists;
using Gateway.WebConsole.SignIn;
using Gateway.WebConsole.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Primitives;

namespace Gateway.WebConsole.Exports;

/// <summary>
/// Lists as files, for whoever has signed in. Masked by GET with the very query of the list's page; in clear by POST of the same with a reason, since an address is kept in more
/// places than one.
/// </summary>
internal static class ExportEndpoints
{
    public const int ReasonLengthMin = 3;
    public const int ReasonLengthMax = AuditStore.ReasonLengthMax;

    private const string Route = "/console/export/{list}";

    /// <summary>Bytes of the form: a page's query and a reason.</summary>
    private const long FormLengthMax = 16 * 1024;

    /// <summary>The address of a list's file.</summary>
    public static string Path(string list) => Route.Replace("{list}", Uri.EscapeDataString(list), StringComparison.Ordinal);

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, GetAsync).RequireAuthorization(ConsolePolicies.Any).DisableRequestTimeout().ExcludeFromDescription();
        routes.MapPost(Route, PostAsync).RequireAuthorization(ConsolePolicies.Any).DisableRequestTimeout().ExcludeFromDescription()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(FormLengthMax));
    }

    private static Task<IResult> GetAsync(string list, HttpContext http, Exporter exporter) => RunAsync(list, http, exporter, http.Request.Query, reason: null);

    private static async Task<IResult> PostAsync(string list, HttpContext http, Exporter exporter, IAntiforgery antiforgery)
    {
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
            return ExportRefusal.Of(http, StatusCodes.Status400BadRequest, "This page is too old; load it again.", "页面已过期，请重新加载。");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var reason = form["reason"].ToString().Trim();
        return reason.Length is < ReasonLengthMin or > ReasonLengthMax
            ? ExportRefusal.Of(http, StatusCodes.Status400BadRequest, "Give a reason.", "请填写原因。")
            : await RunAsync(list, http, exporter, form, reason);
    }

    private static async Task<IResult> RunAsync(string list, HttpContext http, Exporter exporter, IEnumerable<KeyValuePair<string, StringValues>> asked, string? reason)
    {
        if (exporter.Lists.Find(list) is not { } found) return ExportRefusal.Of(http, StatusCodes.Status404NotFound, "There is no such list.", "没有该列表。");
        if (await exporter.Sessions.FindAsync(http.User, http.RequestAborted) is not { } caller) return Results.LocalRedirect(SignInEndpoints.Path);
        if (caller.Role < found.Least || (reason is not null && caller.Role < ApiRole.Platform)) return ExportRefusal.Role(http);
        var query = asked.ToDictionary(static part => part.Key, static part => part.Value.ToString(), StringComparer.Ordinal);
        if (query.GetValueOrDefault("format") is not (SheetFormats.Csv or SheetFormats.Xlsx))
            return ExportRefusal.Of(http, StatusCodes.Status400BadRequest, "There is no such format.", "不支持该格式。");

        var reference = Null(query.GetValueOrDefault("worker")) ?? Null(query.GetValueOrDefault("user_id"));
        var worker = exporter.Workers.Read(reference);
        if (reference is not null && worker is null) return ExportRefusal.Of(http, StatusCodes.Status400BadRequest, "There is no such person.", "没有该人员。");
        var preferences = ConsolePreferences.Of(http);
        var export = new ExportQuery(
            query, caller, reason is not null, preferences.Text, preferences.Zone ?? exporter.Zone, ListColumns.Of(found.Columns, query.GetValueOrDefault(ListColumns.Parameter)),
            worker);
        return new ExportResult(exporter, found, export, query["format"], new AuditCaller(caller.Id, ApiRoles.Text(caller.Role), ConsoleCookie.Remote(http.User), reason));
    }

    private static string? Null(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
