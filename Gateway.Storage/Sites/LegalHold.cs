using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Sites;

/// <summary>Asks, in the transaction that would delete, whether nothing of a site may be deleted.</summary>
internal static class LegalHold
{
    /// <summary>A condition of <c>quarantine</c>, which has no site: that its terminal stands on none such now.</summary>
    public const string IsNotOfQuarantine = "NOT EXISTS (SELECT 1 FROM devices d JOIN sites s ON s.code = d.site WHERE d.sn = quarantine.sn AND s.legal_hold)";

    /// <summary>What is answered stays so until the end of the transaction.</summary>
    /// <param name="site">Null: no site.</param>
    public static async Task<bool> IsOnAsync(DataConnection db, string? site, CancellationToken cancellation) =>
        site is not null && (await (await db.CommandAsync($"SELECT legal_hold FROM sites WHERE code = @site{(db.IsSqlite() ? "" : " FOR SHARE")}", cancellation))
            .With("site", site).ToListAsync(static row => row.GetBoolean(0), cancellation)).Contains(true);
}
