namespace Gateway.Tests;

/// <summary>
/// Which tests a plain <c>dotnet test</c> leaves out, by <c>quick.runsettings</c>: those that take more than some seconds (they start the program, a browser, another build) and
/// those that need
/// a server. <c>build test</c> runs all.
/// </summary>
internal static class Category
{
    public const string Name = "Category";

    public const string Long = "Long";

    /// <summary>Redis, PostgreSQL, a disk of its own.</summary>
    public const string Servers = "Servers";
}
