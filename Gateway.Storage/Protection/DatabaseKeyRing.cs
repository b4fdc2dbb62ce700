using System.Xml.Linq;
using Gateway.Storage.Sql;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gateway.Storage.Protection;

/// <summary>The key ring of ASP.NET Core Data Protection in the database, so that all nodes of a database have one.</summary>
/// <remarks>Its interface blocks. It is called at the start and about once a day, never by a request that could wait for itself.</remarks>
public sealed class DatabaseKeyRing(Database database, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Task.Run(() => database.ReadAsync(
            async (db, token) => await (await db.CommandAsync("SELECT element FROM key_ring ORDER BY created_at, name", token))
                .ToListAsync(row => XElement.Parse(row.GetString(0)), token),
            CancellationToken.None)).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => database.WriteAsync(
            (db, token) => db.ExecuteAsync(
                "INSERT INTO key_ring (name, element, created_at) VALUES (@name, @element, @now)",
                token,
                new DataParameter("name", friendlyName, DataType.NVarChar),
                new DataParameter("element", element.ToString(SaveOptions.DisableFormatting), DataType.NText),
                new DataParameter("now", time.GetUtcNow().ToUnixTimeMilliseconds())),
            CancellationToken.None)).GetAwaiter().GetResult();
}
