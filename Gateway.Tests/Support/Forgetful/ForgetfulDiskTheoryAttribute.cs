using Xunit;

namespace Gateway.Tests.Support.Forgetful;

/// <summary>A test on a disk that forgets; skipped where there cannot be one.</summary>
internal sealed class ForgetfulDiskTheoryAttribute : TheoryAttribute
{
    /// <param name="onPostgres">It starts a PostgreSQL server of its own, which must be installed.</param>
    /// <param name="isControl">It shows that the others can fail; <c>build prove</c> alone runs it.</param>
    public ForgetfulDiskTheoryAttribute(bool onPostgres = false, bool isControl = false) => Skip =
        ForgetfulDisk.Missing ?? (isControl ? Prove.Missing : null) ?? (onPostgres && Gateway.Servers.PostgresServer.FindPrograms() is null ? "PostgreSQL is not installed" : null);
}
