using Xunit;

namespace Gateway.Tests.Support;

/// <summary>A test that fills a disk of its own; skipped where none can be mounted.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    /// <param name="onPostgres">It needs the server of GATEWAY_TEST_POSTGRES too, on this machine.</param>
    public SmallDiskFactAttribute(bool onPostgres = false) => Skip = SmallDisk.Missing ?? (onPostgres && ServerDatabase.Server is null ? ServerDatabase.Missing : null);
}
