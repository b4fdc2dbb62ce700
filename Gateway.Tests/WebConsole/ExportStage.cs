using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Storage.Attendance;
using Gateway.Tests.Edge.Tcp;
using Gateway.Tests.Support;
using Gateway.WebConsole.Exports;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.WebConsole;

/// <summary>One whole node with some records, for all tests of files: each signs in with a key of its own.</summary>
public sealed class ExportStage : IAsyncLifetime
{
    public const string IdNumber = "11010519491231002X";
    public const string Formula = "=cmd|' /C calc'!A0";

    internal TestNode Node { get; private set; } = null!;

    internal MadeRows Rows { get; } = new();

    public async Task InitializeAsync()
    {
        Node = await TestNode.StartAsync(replace: services => services.AddSingleton<IExportList>(Rows));
        using (var device = await Node.Http.PutAsJsonAsync("/api/v1/devices/d1", new { key = "l8iTgWXT", kind = "attendance", name = Formula, site = "A" }))
            Assert.Equal(HttpStatusCode.Created, device.StatusCode);
        using (var person = await Node.Http.PutAsJsonAsync("/api/v1/sites/A/roster/007", new { name = "张三丰" }))
            Assert.Equal(HttpStatusCode.Created, person.StatusCode);
        var records = new[] { TestDatabase.Record("d1", "007", 1, "A"), TestDatabase.Record("d1", IdNumber, 2, "A"), TestDatabase.Record("d2", "9", 3, "B") };
        await Node.Services.GetRequiredService<AttendanceStore>().StoreAsync([.. records.Select(record => TestDatabase.Upload(record.Sn, record))], default);
    }

    public async Task DisposeAsync() => await Node.DisposeAsync();

    internal async Task<(string Id, string Key)> AddKeyAsync(string role)
    {
        using var answer = await Node.Http.PostAsJsonAsync("/api/v1/keys", new { name = role, role });
        var key = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return ((string)key["id"]!, (string)key["key"]!);
    }
}
