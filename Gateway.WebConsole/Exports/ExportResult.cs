using System.Data.Common;
using Gateway.Storage.Audit;
using Gateway.Storage.Sql;
using Gateway.WebConsole.SignIn;

namespace Gateway.WebConsole.Exports;

/// <summary>
/// One export: its row in the audit is durable before anything of the list is read; then rows go out as they are read. It ends with the sign-in, and after its time; one that
/// cannot be finished is broken off, so that half of it does not look like the whole.
/// </summary>
internal sealed class ExportResult(Exporter exporter, IExportList list, ExportQuery query, string format, AuditCaller caller) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!exporter.Turns.TryEnter(query.Caller))
        {
            await ExportRefusal.Of(
                httpContext, StatusCodes.Status503ServiceUnavailable, "An export of your key is still running, or several of others are; try again in a minute.",
                "您的上一次导出尚未完成，或其他导出正在进行，请稍后再试。").ExecuteAsync(httpContext);
            return;
        }

        try
        {
            using var late = new CancellationTokenSource(Exporter.TimeMost, exporter.Time);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, late.Token);
            await RunAsync(httpContext, ended.Token);
        }
        catch (OperationCanceledException)
        {
            httpContext.Abort();
        }
        finally
        {
            exporter.Turns.Leave(query.Caller);
        }
    }

    private async Task RunAsync(HttpContext http, CancellationToken cancellation)
    {
        try
        {
            await exporter.Audit.AddAsync(Note(), cancellation);
            await using var rows = list.RowsAsync(query, cancellation).GetAsyncEnumerator(cancellation);
            var isMore = await rows.MoveNextAsync(); // What is wrong with the query shows here, while there can still be another answer.
            await WriteAsync(http, rows, isMore, cancellation);
        }
        catch (ConsoleRefusedException) when (!http.Response.HasStarted)
        {
            await ExportRefusal.Role(http).ExecuteAsync(http);
        }
        catch (Exception fault) when (fault is DbException or StorageUnusableException or TimeoutException && !http.Response.HasStarted)
        {
            await ExportRefusal.Of(http, StatusCodes.Status503ServiceUnavailable, "The database does not answer; try again.", "数据库无响应，请重试。").ExecuteAsync(http);
        }
    }

    private async Task WriteAsync(HttpContext http, IAsyncEnumerator<string?[]> rows, bool isMore, CancellationToken cancellation)
    {
        var columns = query.Columns.Chosen.ToList();
        var places = columns.ConvertAll(column => list.Columns.ToList().IndexOf(column));
        Begin(http.Response);
        await using var sheet = Sheet(http.Response, columns.Count);
        try
        {
            await sheet.RowAsync(columns.ConvertAll(column => column.Title(query.Text)), cancellation);
            var cells = new string?[places.Count];
            for (var count = 0; isMore; isMore = await rows.MoveNextAsync(), count++)
            {
                if (count == Exporter.RowsMost)
                {
                    await sheet.RowAsync([query.Text.T($"Only the first {count} rows: filter for less.", $"仅导出前 {count} 行，请缩小筛选范围。")], cancellation);
                    break;
                }

                for (var c = 0; c < cells.Length; c++) cells[c] = rows.Current[places[c]];
                await sheet.RowAsync(cells, cancellation);
                if (count % Exporter.RowsAtOnce == Exporter.RowsAtOnce - 1) await FlushAsync(sheet, http, cancellation);
            }

            await sheet.EndAsync(cancellation);
        }
        catch
        {
            http.Abort(); // Before the sheet is disposed of, which would give it an end.
            throw;
        }
    }

    private async Task FlushAsync(ISheet sheet, HttpContext http, CancellationToken cancellation)
    {
        await sheet.FlushAsync(cancellation);
        if (await exporter.Sessions.FindAsync(http.User, cancellation) is null) throw new OperationCanceledException("The sign-in is over.");
    }

    private void Begin(HttpResponse response)
    {
        var at = exporter.Time.GetUtcNow();
        response.ContentType = format == SheetFormats.Csv ? CsvSheet.MediaType : XlsxSheet.MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{list.Name}-{query.At(at)!.Replace(' ', '-').Replace(":", "", StringComparison.Ordinal)}.{format}\"";
    }

    private ISheet Sheet(HttpResponse response, int columns) =>
        format == SheetFormats.Csv ? new CsvSheet(response.BodyWriter) : new XlsxSheet(new PipeBody(response.BodyWriter), list.Name, columns);

    private AuditNote Note()
    {
        var what = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["format"] = format,
            ["columns"] = string.Join(',', query.Columns.Chosen.Select(static column => column.Name)),
            ["masked"] = query.IsClear ? "no" : "yes",
            ["filter"] = query.Filter,
        });
        return new AuditNote(caller, AuditActions.ListExport, $"exports/{list.Name}", query.Subjects, After: what);
    }
}
