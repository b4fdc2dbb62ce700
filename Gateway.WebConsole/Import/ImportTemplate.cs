using Gateway.Platform.Sheets;
using Gateway.Storage.Imports;
using Gateway.WebConsole.SignIn;
using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Import;

/// <summary>Empty sheets with the titles, to be filled in.</summary>
internal static class ImportTemplate
{
    private const string Path = "/console/import-template";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int Width = 22;

    /// <summary>The address of one.</summary>
    /// <param name="kind">A word of <see cref="ImportKind"/>.</param>
    /// <param name="ending"><c>xlsx</c> or <c>csv</c>.</param>
    public static string Url(string kind, string ending) => $"{Path}/{kind}.{ending}";

    public static void MapImportTemplate(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path + "/{kind}.{ending}", ReadAsync).RequireAuthorization(ConsolePolicies.Any).ExcludeFromDescription();

    private static async Task ReadAsync(string kind, string ending, HttpContext http, CancellationToken cancellation)
    {
        var text = ConsolePreferences.Of(http).Text;
        var fields = kind switch { ImportKind.Devices => ImportFields.Devices, ImportKind.Roster => ImportFields.Roster, _ => null };
        if (fields is null || ending is not ("xlsx" or "csv"))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string[] titles = [.. fields.Select(field => text.T(field.English, field.Chinese))];
        var name = kind == ImportKind.Devices ? text.T("terminals", "终端导入模板") : text.T("persons", "人员导入模板");
        http.Response.ContentType = ending == "xlsx" ? Xlsx : "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{kind}.{ending}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}.{ending}";
        if (ending == "csv")
        {
            // The mark: without it Excel takes UTF-8 for the code page of its machine.
            var row = string.Join(',', titles.Select(static title => $"\"{title}\""));
            await http.Response.WriteAsync($"\uFEFF{row}\r\n", cancellation);
            return;
        }

        using var file = new MemoryStream(); // An archive ends its entries without waiting, which a response refuses.
        await using (var writer = await XlsxWriter.CreateAsync(file, name, [.. titles.Select(static _ => Width)], cancellation)) await writer.RowAsync(titles, cancellation);
        await http.Response.Body.WriteAsync(file.GetBuffer().AsMemory(0, (int)file.Length), cancellation);
    }
}
