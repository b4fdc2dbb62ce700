using Xunit;

namespace Gateway.Tests.Whole.Integrators;

/// <summary>A test that runs a program of the machine; skipped where it is not installed.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!Array.Exists(paths, path => File.Exists(Path.Combine(path, program)))) Skip = $"{program} is not on the PATH";
    }
}
