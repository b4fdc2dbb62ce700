namespace Gateway.Build;

/// <summary>One thing that <c>./build.sh</c> can do.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Summary">One line for the list of targets.</param>
/// <param name="Details">More for <c>&lt;target&gt; --help</c>.</param>
/// <param name="RunAsync">Takes the arguments after the name; returns the exit code.</param>
internal sealed record Target(string Name, string Summary, string Details, Func<IReadOnlyList<string>, CancellationToken, Task<int>> RunAsync);
