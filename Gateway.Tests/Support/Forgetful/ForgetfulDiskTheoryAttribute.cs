using Xunit;

namespace Gateway.Tests.Support.Forgetful;

/// <summary>A test on a disk that forgets; skipped where there cannot be one.</summary>
internal sealed class ForgetfulDiskTheoryAttribute : TheoryAttribute
{
    /// <param name="onPostgres">It starts a PostgreSQL server of its own, which must be installed.</param>
    public ForgetfulDiskTheoryAttribute(bool onPostgres = false) => Skip =
        ForgetfulDisk.Missing ?? (onPostgres && Gateway.Servers.PostgresServer.FindPrograms() is null ? "PostgreSQL is not installed" : null);
}
